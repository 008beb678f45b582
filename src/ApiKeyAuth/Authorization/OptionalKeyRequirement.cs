using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>No key, or one that is let in. It judges itself, as requirements do that need nothing else.</summary>
internal sealed class OptionalKeyRequirement : AuthorizationHandler<OptionalKeyRequirement>, IAuthorizationRequirement
{
    /// <summary>The policy of an optional key and nothing else. Null: it stands for itself.</summary>
    public AuthorizationPolicy? Policy { get; set; }

    public override string ToString() => "A key that is sent must be let in.";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OptionalKeyRequirement requirement)
    {
        // Without a request at hand, as in calls on a hub, whoever came this far has been let in.
        if (context.Resource is not HttpContext request
            || context.User.Identities.Any(identity => identity.IsAuthenticated)
            || !ApiKeyVerificationFeature.Of(request).HasRejectedKey
            || request.GetEndpoint()?.Metadata.GetMetadata<OptionalApiKeyAttribute>()?.IgnoreRejectedKey == true)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
