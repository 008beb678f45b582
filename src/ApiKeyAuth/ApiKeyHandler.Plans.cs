using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

// What the endpoint asks of a verification.
internal sealed partial class ApiKeyHandler
{
    /// <summary>What is asked of the verification by whoever wants it at this moment.</summary>
    private ValueTask<EndpointPlan> PlanAsync()
    {
        var endpoint = Context.GetEndpoint();
        if (KeyRequest.Caller == AuthenticationCaller.Policy)
        {
            return ValueTask.FromResult(policies.PlanOf(KeyRequest.Policy!, endpoint));
        }

        var policy = policies.GetAsync(endpoint);
        return policy.IsCompletedSuccessfully ? ValueTask.FromResult(policy.Result.PlanFor(Scheme.Name)) : PlanAsync(policy);
    }

    private async ValueTask<EndpointPlan> PlanAsync(ValueTask<EndpointPolicy> policy) => (await policy).PlanFor(Scheme.Name);

    /// <summary>The base keeps its first result for the request, whatever the endpoint turns out to ask.</summary>
    private void WarnOfLatePlan()
    {
        if (KeyRequest.LastOf(Scheme.Name) is not { PlanCameLate: false } earlier)
        {
            return;
        }

        var plan = PlanAsync();
        if (plan.IsCompletedSuccessfully && plan.Result.AsksOtherThan(earlier.Plan))
        {
            earlier.PlanCameLate = true;
            Logger.PlanArrivedLate(Scheme.Name);
        }
    }

    private async Task<KeyVerdict> VerifyDemandAsync(
        KeyVerifier verifier, ReadOnlyMemory<char> text, KeyHash key, EndpointDemand demand, VerificationPlan plan, string? address)
    {
        var problem = demand.Problem;
        if (demand.DependsOnRequest)
        {
            (plan, problem) = await RequestDemand.ResolveAsync(demand, plan, Context);
        }

        if (problem is not null)
        {
            Logger.BadDemand(Context.GetEndpoint()?.DisplayName, problem);
            return KeyVerdict.Misconfigured;
        }

        return verifier.Recall(key, plan) ?? await AskAsync(verifier, text, key, plan, address);
    }
}
