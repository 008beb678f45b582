using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Benchmarks.Schemes;

/// <summary>An app's services without a server: what is measured is the authentication and nothing around it.</summary>
internal sealed class InProcessApp : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IServiceScopeFactory _scopes;
    private readonly Endpoint _endpoint;

    private InProcessApp(IServiceCollection services, IAuthorizeData authorize)
    {
        _services = services.BuildServiceProvider();
        _scopes = _services.GetRequiredService<IServiceScopeFactory>();
        _endpoint = new Endpoint(null, new EndpointMetadataCollection(authorize), "measured");
    }

    public IServiceProvider Services => _services;

    public static InProcessApp Create(
        Contestant contestant, KeyServiceAt? service, Action<ApiKeyOptions>? configure = null, Action<IServiceCollection>? replace = null,
        IAuthorizeData? authorize = null)
    {
        var services = new ServiceCollection();

        // As a host has it in production: logs of information are wanted, and go nowhere.
        services.AddLogging();
        services.AddAuthenticationCore();
        services.AddContestant(contestant, service, configure);
        replace?.Invoke(services);
        return new InProcessApp(services, authorize ?? new AuthorizeAttribute());
    }

    /// <summary>One request, as far as authentication goes: a context and a scope of its own, thrown away behind it.</summary>
    public async Task<AuthenticateResult> AuthenticateAsync(string authorization)
    {
        var context = NewRequest(authorization);
        try
        {
            return await context.AuthenticateAsync();
        }
        finally
        {
            await EndAsync(context);
        }
    }

    /// <summary>The same request when nobody authenticates.</summary>
    public async Task<bool> PassAsync(string authorization)
    {
        var context = NewRequest(authorization);
        try
        {
            return context.RequestServices is not null;
        }
        finally
        {
            await EndAsync(context);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private DefaultHttpContext NewRequest(string authorization)
    {
        var context = new DefaultHttpContext { ServiceScopeFactory = _scopes };
        context.Request.Headers.Authorization = authorization;
        context.SetEndpoint(_endpoint);
        return context;
    }

    /// <summary>A server does so when the response is complete; here nobody else would.</summary>
    private static ValueTask EndAsync(DefaultHttpContext context) =>
        context.Features.Get<IServiceProvidersFeature>() is IAsyncDisposable scope ? scope.DisposeAsync() : ValueTask.CompletedTask;
}
