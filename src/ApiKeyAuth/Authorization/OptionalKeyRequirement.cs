using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>Requires no key or an accepted one. It evaluates itself, since it needs no service.</summary>
internal sealed class OptionalKeyRequirement : AuthorizationHandler<OptionalKeyRequirement>, IAuthorizationRequirement
{
    /// <summary>The policy of an optional key and nothing else, or null until it is created.</summary>
    public AuthorizationPolicy? Policy { get; set; }

    public override string ToString() => "A key that is sent must be accepted.";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OptionalKeyRequirement requirement)
    {
        // Without a request, as in calls on a hub, the caller has already been accepted.
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
