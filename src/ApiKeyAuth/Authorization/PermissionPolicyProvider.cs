using System.Collections.Concurrent;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth;

/// <summary>A policy name that nobody registered is a permission query. Registered policies win.</summary>
internal sealed class PermissionPolicyProvider(
    [FromKeyedServices(ServiceDecoration.Inner)] IAuthorizationPolicyProvider inner, ApiKeySchemes schemes,
    ILogger<PermissionPolicyProvider> logger) : IAuthorizationPolicyProvider
{
    // Names come from code, but an app may compose them: past the bound policies are made anew.
    private const int MaxPolicies = 1024;

    private readonly ConcurrentDictionary<string, AuthorizationPolicy> _policies = new(StringComparer.Ordinal);

    public bool AllowsCachingPolicies => inner.AllowsCachingPolicies;

    public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => inner.GetDefaultPolicyAsync();

    public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => inner.GetFallbackPolicyAsync();

    public async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        var isOptional = policyName == OptionalApiKeyAttribute.PolicyName;
        var isPermission = policyName.StartsWith(RequirePermissionAttribute.PolicyPrefix, StringComparison.Ordinal);
        if (!isOptional && !isPermission && await inner.GetPolicyAsync(policyName) is { } registered)
        {
            return registered;
        }

        if (_policies.TryGetValue(policyName, out var known))
        {
            return known;
        }

        var policy = isOptional
            ? await BuildAsync(new AuthorizationPolicyBuilder().AddRequirements(new OptionalKeyRequirement()), "The optional key")
            : await CreateAsync(policyName, isPermission);
        if (_policies.Count >= MaxPolicies)
        {
            return policy;
        }

        if (!isOptional && !isPermission && !_policies.ContainsKey(policyName))
        {
            logger.NameTakenAsPermission(policyName);
        }

        return _policies.GetOrAdd(policyName, policy);
    }

    private async Task<AuthorizationPolicy> CreateAsync(string policyName, bool isPermission)
    {
        var text = isPermission ? policyName[RequirePermissionAttribute.PolicyPrefix.Length..] : policyName;
        if (!PermissionQuery.TryParse(text, out var query, out var error))
        {
            var subject = isPermission
                ? $"The permission query '{text}' is not valid"
                : $"No authorization policy named '{text}' is registered, and it is not a permission query either,";
            throw new InvalidOperationException($"{subject} at position {error.Position}: {error.Reason}");
        }

        return await BuildAsync(
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(query)), $"The permission '{text}'");
    }

    private async Task<AuthorizationPolicy> BuildAsync(AuthorizationPolicyBuilder builder, string subject)
    {
        if (!await schemes.IsDefaultAsync())
        {
            builder.AddAuthenticationSchemes(await OnlySchemeAsync(subject));
        }

        return builder.Build();
    }

    private async Task<string> OnlySchemeAsync(string subject)
    {
        var names = await schemes.NamesAsync();
        return names.Count == 1
            ? names[0]
            : throw new InvalidOperationException(
                $"{subject} does not say which of the API key schemes ({string.Join(", ", names)}) it means. "
                + "Make one of them the default scheme, or register a policy with its scheme.");
    }
}
