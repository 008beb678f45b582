using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth;

/// <summary>
/// Warns, when the host starts, of framework services that the app registered behind ours: permissions as policies, laziness or refusals
/// would be lost without a word.
/// </summary>
internal sealed class ReplacedServices(IServiceScopeFactory scopes, ILogger<ReplacedServices> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        Check<IAuthenticationService, ApiKeyAuthenticationService>(scope.ServiceProvider);
        Check<IAuthorizationService, PermissionAuthorizationService>(scope.ServiceProvider);
        Check<IAuthorizationPolicyProvider, PermissionPolicyProvider>(scope.ServiceProvider);
        Check<IPolicyEvaluator, LazyPolicyEvaluator>(scope.ServiceProvider);
        Check<IAuthorizationMiddlewareResultHandler, ErrorResponseResultHandler>(scope.ServiceProvider);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Check<TService, TOurs>(IServiceProvider services)
        where TService : class
    {
        if (services.GetRequiredService<TService>() is not TOurs and var other && !Wraps(other, typeof(TService)))
        {
            logger.ServiceReplaced(typeof(TService).Name, other.GetType().Name);
        }
    }

    /// <summary>A decorator is given what it wraps, and that is ours: nothing else is registered before it.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Where constructors were trimmed, a warning too many is logged.")]
    private static bool Wraps(object service, Type wrapped) =>
        service.GetType().GetConstructors().Any(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType == wrapped));
}
