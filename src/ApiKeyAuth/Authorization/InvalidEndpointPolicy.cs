using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth;

/// <summary>
/// Responds with 500 in place of an endpoint whose metadata is invalid. Routing runs it whenever endpoints change, so an endpoint that is
/// added while the app runs is never open, and valid endpoints cost a request nothing.
/// </summary>
internal sealed class InvalidEndpointPolicy(
    EndpointProblems problems, PermissionPolicies permissions, IAuthorizationPolicyProvider provider, ILogger<InvalidEndpointPolicy> logger)
    : MatcherPolicy, IEndpointSelectorPolicy
{
    private static readonly Endpoint Failure = new(
        context =>
        {
            ApiKeyVerificationFeature.Of(context).Refuse(ErrorResponseMapper.Misconfigured);
            context.Response.StatusCode = ErrorResponseMapper.Misconfigured.Status;
            return Task.CompletedTask;
        },
        new EndpointMetadataCollection(new AllowAnonymousAttribute()),
        "API key authentication: invalid endpoint");

    private readonly ConditionalWeakTable<Endpoint, object> _isInvalid = [];

    /// <summary>Runs after the policies that replace endpoints.</summary>
    public override int Order => int.MaxValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => ContainsDynamicEndpoints(endpoints) || endpoints.Any(IsInvalid);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && IsInvalid(candidates[i].Endpoint))
            {
                candidates.ReplaceEndpoint(i, Failure, candidates[i].Values);
            }
        }

        return Task.CompletedTask;
    }

    private bool IsInvalid(Endpoint endpoint) => (bool)_isInvalid.GetValue(endpoint, Check);

    private object Check(Endpoint endpoint)
    {
        // Routing builds its tables synchronously.
        var found = new EndpointCheck(permissions, provider, problems).CheckAsync(endpoint).GetAwaiter().GetResult();
        if (found.Count == 0)
        {
            return false;
        }

        logger.InvalidEndpoint(endpoint.DisplayName, string.Join(' ', found));
        return true;
    }
}
