using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>
/// Warns at startup where an endpoint accepts another scheme beside an API key scheme and both may read one header: without a prefix of
/// keys, the other scheme's tokens are sent to the key service.
/// </summary>
internal sealed class SharedHeaderCheck(
    IServiceProvider services, IAuthenticationSchemeProvider schemes, EndpointPolicies policies, IOptionsMonitor<ApiKeyOptions> options,
    ILogger<SharedHeaderCheck> logger) : IHostedLifecycleService
{
    private const string Framework = "Microsoft.AspNetCore.Authentication.";
    private const string JwtBearer = Framework + "JwtBearer.JwtBearerHandler";

    private static readonly string[] ReadElsewhere =
    [
        Framework + "PolicySchemeHandler", Framework + "RemoteAuthenticationHandler`1", Framework + "Cookies.CookieAuthenticationHandler",
        Framework + "Certificate.CertificateAuthenticationHandler", Framework + "Negotiate.NegotiateHandler",
    ];

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Endpoints are known only once the pipeline is built.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var all = (await schemes.GetAllSchemesAsync().ConfigureAwait(false)).ToDictionary(scheme => scheme.Name, StringComparer.Ordinal);
        var everywhere = await EagerDefaultAsync().ConfigureAwait(false);
        var reported = new HashSet<(string, string)>();
        foreach (var endpoint in services.GetService<EndpointDataSource>()?.Endpoints ?? [])
        {
            var names = await SchemesOfAsync(endpoint).ConfigureAwait(false);
            var accepted = names.Concat(everywhere).Distinct(StringComparer.Ordinal).Where(all.ContainsKey).Select(name => all[name]).ToArray();
            foreach (var keys in accepted.Where(scheme => scheme.HandlerType == typeof(ApiKeyHandler)))
            {
                foreach (var other in accepted.Where(other => other != keys && SharesHeader(options.Get(keys.Name), other) && reported.Add((keys.Name, other.Name))))
                {
                    logger.HeaderIsShared(endpoint.DisplayName, keys.Name, other.Name);
                }
            }
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<IReadOnlyList<string>> SchemesOfAsync(Endpoint endpoint)
    {
        try
        {
            return (await policies.CombineAsync(endpoint.Metadata).ConfigureAwait(false))?.AuthenticationSchemes ?? [];
        }
        catch (InvalidOperationException)
        {
            // A policy that does not exist: the framework reports it when the endpoint is called.
            return [];
        }
    }

    /// <summary>An eager default scheme reads the credentials of every request, whatever scheme they are meant for.</summary>
    private async Task<string[]> EagerDefaultAsync() =>
        await schemes.GetDefaultAuthenticateSchemeAsync().ConfigureAwait(false) is { } scheme && scheme.HandlerType == typeof(ApiKeyHandler) && options.Get(scheme.Name).Eager
            ? [scheme.Name]
            : [];

    private bool SharesHeader(ApiKeyOptions keys, AuthenticationScheme other)
    {
        if (keys.KeyPrefix is { Length: > 0 })
        {
            return false;
        }

        if (other.HandlerType == typeof(ApiKeyHandler))
        {
            var others = options.Get(other.Name);
            return keys.AuthorizationSchemes.Intersect(others.AuthorizationSchemes, StringComparer.OrdinalIgnoreCase).Any()
                || (keys.HeaderName is { } header && header.Equals(others.HeaderName, StringComparison.OrdinalIgnoreCase));
        }

        var types = WithBaseTypes(other.HandlerType).ToArray();
        return keys.AuthorizationSchemes.Contains("Bearer", StringComparer.OrdinalIgnoreCase)
            && !types.Intersect(ReadElsewhere, StringComparer.Ordinal).Any()

            // JSON Web Tokens are not sent to the key service, unless it is asked for.
            && (keys.AllowJsonWebTokens || !types.Contains(JwtBearer, StringComparer.Ordinal));
    }

    private static IEnumerable<string> WithBaseTypes(Type handler)
    {
        for (var type = handler; type is not null; type = type.BaseType)
        {
            yield return $"{type.Namespace}.{type.Name}";
        }
    }
}
