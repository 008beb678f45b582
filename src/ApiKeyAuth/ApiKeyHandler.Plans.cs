using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

// What the endpoint requires of a verification.
internal sealed partial class ApiKeyHandler
{
    /// <summary>Returns the requirements of the code that authenticates at this moment.</summary>
    private ValueTask<SchemeRequirements> RequirementsAsync()
    {
        var endpoint = Context.GetEndpoint();
        if (KeyRequest.Caller == AuthenticationCaller.Policy)
        {
            return ValueTask.FromResult(policies.RequirementsOf(KeyRequest.Policy!, endpoint));
        }

        var policy = policies.GetAsync(endpoint);
        return policy.IsCompletedSuccessfully ? ValueTask.FromResult(policy.Result.RequirementsFor(Scheme.Name)) : RequirementsAsync(policy);
    }

    private async ValueTask<SchemeRequirements> RequirementsAsync(ValueTask<EndpointPolicy> policy) => (await policy).RequirementsFor(Scheme.Name);

    /// <summary>The base class keeps its first result for the request, whatever the endpoint requires later.</summary>
    private void WarnIfVerifiedBeforeRouting()
    {
        if (KeyRequest.LastOf(Scheme.Name) is not { VerifiedBeforeRouting: false } earlier)
        {
            return;
        }

        var requirements = RequirementsAsync();
        if (requirements.IsCompletedSuccessfully && requirements.Result.DiffersFrom(earlier.Plan))
        {
            earlier.VerifiedBeforeRouting = true;
            Logger.KeyVerifiedBeforeRouting(Scheme.Name);
        }
    }

    private async Task<VerificationResult> VerifyRequirementsAsync(
        KeyVerifier verifier, ReadOnlyMemory<char> text, KeyHash key, EndpointRequirements endpointRequirements, VerificationRequirements requirements, string? address)
    {
        var problem = endpointRequirements.Problem;
        if (endpointRequirements.DependsOnRequest)
        {
            (requirements, problem) = await RequestRequirements.ResolveAsync(endpointRequirements, requirements, Context);
        }

        if (problem is not null)
        {
            Logger.InvalidRequirements(Context.GetEndpoint()?.DisplayName, problem);
            return VerificationResult.Misconfigured;
        }

        return verifier.FindCached(key, requirements) ?? await CallServiceAsync(verifier, text, key, requirements, address);
    }
}
