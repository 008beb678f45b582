using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>
/// Finds invalid requirements of an endpoint: a typo must neither reject every request silently nor accept one unchecked.
/// </summary>
internal sealed class EndpointProblems(
    IAuthorizationPolicyProvider provider, EndpointPolicies policies, ApiKeySchemes schemes, KeyReach reach, IOptionsMonitor<ApiKeyOptions> options)
{
    // Routing asks again about endpoints that were checked at startup.
    private const int MaxNames = 1024;

    private readonly ConcurrentDictionary<string, AuthorizationPolicy> _known = new(StringComparer.Ordinal);

    /// <summary>Returns the policy of a name that endpoints declare.</summary>
    public async ValueTask<AuthorizationPolicy?> PolicyOfAsync(string name)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        var policy = await provider.GetPolicyAsync(name);
        if (policy is not null && provider.AllowsCachingPolicies && _known.Count < MaxNames)
        {
            _known[name] = policy;
        }

        return policy;
    }

    /// <summary>Adds a sentence for each problem, with its fix.</summary>
    public async Task AddAsync(List<string> problems, EndpointMetadataCollection metadata)
    {
        if (OptionalKey.IsContradicted(metadata))
        {
            problems.Add("A key cannot be optional where something else is required too. Remove the optional key or the other authorization.");
        }

        problems.AddRange(ParameterProblems(metadata));

        // A policy that cannot be built cannot be checked.
        if (problems.Count == 0 && await UnmetNeedAsync(metadata, new EndpointRequirements(metadata)) is { } unmet)
        {
            problems.Add(unmet);
        }
    }

    public async Task<IReadOnlyList<(string? Endpoint, string Doubt)>> FindDoubtsAsync(IEnumerable<Endpoint> endpoints)
    {
        var doubts = new List<(string?, string)>();
        foreach (var endpoint in endpoints)
        {
            if (await FindDoubtAsync(endpoint.Metadata) is { } doubt)
            {
                doubts.Add((endpoint.DisplayName, doubt));
            }
        }

        return doubts;
    }

    /// <summary>
    /// Returns the warning about an endpoint whose authorization uses another scheme than that of its keys, or null if there is none.
    /// </summary>
    private async Task<string?> FindDoubtAsync(EndpointMetadataCollection metadata)
    {
        var needs = NeedsOf(metadata, new EndpointRequirements(metadata), isEager: true).ToArray();
        return needs.Length > 0
            && await PoliciesOfAsync(metadata) is { Count: > 0 } found
            && found.All(policy => policy.AuthenticationSchemes.Count == 0)
            && await reach.OtherDefaultAsync() is { } other
            ? $"{Join(needs)} only concern callers with an API key, but the endpoint authorizes callers of the default scheme '{other}'. "
                + $"Name an API key scheme ({await NamesAsync()}) in its policy."
            : null;
    }

    private static IEnumerable<string> ParameterProblems(EndpointMetadataCollection metadata)
    {
        foreach (var parameter in ApiKeyParameters.Of(metadata).Concat(ApiKeyParameters.OfSome(metadata)))
        {
            if (parameter.Source is { } source)
            {
                yield return $"The parameter '{parameter.Name}' takes the verified key from [{source}], where it is not. Remove the attribute.";
            }

            if (!parameter.IsOptional && OptionalKey.IsNearest(metadata))
            {
                yield return $"The parameter '{parameter.Name}' needs a key, which is optional here. Declare it as ApiKeyInfo?.";
            }
        }

        foreach (var problem in MethodAttributes.FindProblems(metadata))
        {
            yield return problem;
        }

        foreach (var method in ApiKeyParameters.OfHub(metadata))
        {
            yield return $"The hub method '{method}' would take its ApiKeyInfo from the client. Remove the parameter and call Context.User!.GetApiKey().";
        }
    }

    private static IEnumerable<string> NeedsOf(EndpointMetadataCollection metadata, EndpointRequirements endpointRequirements, bool isEager) => endpointRequirements.Needs(isEager).Concat(
        ApiKeyParameters.Of(metadata).Concat(ApiKeyParameters.OfSome(metadata))
            .Where(parameter => !parameter.IsOptional || !isEager)
            .Select(parameter => $"the parameter '{parameter.Name}' (ApiKeyInfo)"));

    private static string Join(string[] needs)
    {
        var text = string.Join(", ", needs);
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>Without an API key the requirements of the endpoint would not be enforced, and every request accepted.</summary>
    private async Task<string?> UnmetNeedAsync(EndpointMetadataCollection metadata, EndpointRequirements endpointRequirements)
    {
        if (!NeedsOf(metadata, endpointRequirements, isEager: false).Any() || await WhyUnverifiedAsync(metadata) is not var (reason, remedy))
        {
            return null;
        }

        var needs = NeedsOf(metadata, endpointRequirements, await IsEagerAsync()).ToArray();
        return needs.Length > 0 ? $"{Join(needs)} cannot be had without an API key, but {reason}. {remedy}" : null;
    }

    private async Task<(string Reason, string Remedy)?> WhyUnverifiedAsync(EndpointMetadataCollection metadata)
    {
        if (metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return ("anonymous access is allowed (AllowAnonymous), so that no key is verified",
                "Remove AllowAnonymous, or set this on other endpoints only.");
        }

        var found = await PoliciesOfAsync(metadata);
        if (found.Count == 0)
        {
            return ("the endpoint has no authorization, so that no key is verified",
                "Call RequireAuthorization(), RequirePermission(\"…\") or WithOptionalApiKey(), or use their attributes.");
        }

        var names = found.SelectMany(policy => policy.AuthenticationSchemes).Distinct(StringComparer.Ordinal).ToArray();
        return found.All(policy => policy.AuthenticationSchemes.Count > 0) && !await reach.AnyAsync(names)
            ? ($"its authorization names other schemes only ({string.Join(", ", names)})",
                $"Add an API key scheme ({await NamesAsync()}) to its policy.")
            : null;
    }

    private async Task<IReadOnlyList<AuthorizationPolicy>> PoliciesOfAsync(EndpointMetadataCollection metadata)
    {
        if (metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return [];
        }

        var ofMethods = HubEndpoint.AuthorizedMethods(metadata).Any() ? await provider.GetDefaultPolicyAsync() : null;
        AuthorizationPolicy?[] found = [await policies.CombineAsync(metadata), await FilterPolicyAsync(metadata), ofMethods];
        return [.. found.OfType<AuthorizationPolicy>()];
    }

    /// <summary>A filter of MVC authorizes independently of the endpoint's policy.</summary>
    private async Task<AuthorizationPolicy?> FilterPolicyAsync(EndpointMetadataCollection metadata)
    {
        var filters = metadata.GetMetadata<ActionDescriptor>()?.FilterDescriptors.Select(descriptor => descriptor.Filter).ToArray() ?? [];
        if (filters.Any(filter => filter is IAllowAnonymousFilter))
        {
            // It turns off every AuthorizeFilter, but not the policy of the endpoint.
            return null;
        }

        foreach (var filter in filters)
        {
            switch (filter)
            {
                case AuthorizeFilter { Policy: { } policy }:
                    return policy;
                case AuthorizeFilter { AuthorizeData: { } data }:
                    return await AuthorizationPolicy.CombineAsync(provider, data);
                case TypeFilterAttribute { ImplementationType: var type } when typeof(AuthorizeFilter).IsAssignableFrom(type):
                    return await provider.GetDefaultPolicyAsync();
            }
        }

        return null;
    }

    private async Task<bool> IsEagerAsync() => (await schemes.NamesAsync()).Any(scheme => options.Get(scheme).Eager);

    private async Task<string> NamesAsync() => string.Join(", ", await schemes.NamesAsync());
}
