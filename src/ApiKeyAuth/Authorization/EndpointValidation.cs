using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth;

/// <summary>
/// Fails startup if endpoint metadata is invalid. <see cref="InvalidEndpointPolicy"/> handles endpoints that are added later.
/// </summary>
internal sealed class EndpointValidation(EndpointProblems problems, PermissionPolicies permissions, ILogger<EndpointValidation> logger) : IStartupFilter
{
    /// <summary>Endpoints are known only once the pipeline is built.</summary>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        if (app.ApplicationServices.GetService<EndpointDataSource>() is not { } source)
        {
            return;
        }

        // A pipeline is built synchronously; no request waits for it.
        var provider = app.ApplicationServices.GetRequiredService<IAuthorizationPolicyProvider>();
        var check = new EndpointCheck(permissions, provider, problems);
        check.RunAsync(source.Endpoints).GetAwaiter().GetResult();
        foreach (var name in check.NamesTakenAsPermissions)
        {
            if (permissions.HasList || name.Contains('.', StringComparison.Ordinal))
            {
                logger.NameTakenAsPermission(name);
            }
            else
            {
                logger.NameWithoutDotTakenAsPermission(name);
            }
        }

        if (check.Problems.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, check.Problems));
        }

        foreach (var (endpoint, doubt) in problems.FindDoubtsAsync(source.Endpoints).GetAwaiter().GetResult())
        {
            logger.EndpointInDoubt(endpoint, doubt);
        }
    };
}
