using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>
/// Creates policies for names that are not registered. One per app, since the framework creates policy providers for every request.
/// </summary>
internal sealed class PermissionPolicies(ApiKeySchemes schemes, IOptions<PermissionAuthorizationOptions> options)
{
    // Names come from code, but an app may compose them: beyond this number policies are not cached.
    private const int MaxPolicies = 1024;

    // Names with a special meaning in YARP, which nevertheless checks whether the app has registered them.
    private static readonly string[] Reserved = ["default", "anonymous"];

    private readonly ISet<string> _known = options.Value.Known;
    private readonly ConcurrentDictionary<string, AuthorizationPolicy> _policies = new(StringComparer.Ordinal);

    /// <summary>Whether the app lists the permissions that exist, so that a misspelt name is detected.</summary>
    public bool HasList => _known.Count > 0;

    /// <summary>Returns whether only this library creates policies of that name.</summary>
    public static bool IsOurs(string policyName) =>
        policyName == OptionalApiKeyAttribute.PolicyName || policyName.StartsWith(RequirePermissionAttribute.PolicyPrefix, StringComparison.Ordinal);

    /// <returns>The policy, or null if the name is not a permission query.</returns>
    public async ValueTask<AuthorizationPolicy?> GetAsync(string policyName)
    {
        if (_policies.TryGetValue(policyName, out var known))
        {
            return known;
        }

        var policy = policyName == OptionalApiKeyAttribute.PolicyName
            ? await CreateOptionalAsync()
            : await CreateAsync(policyName);
        return policy is null || _policies.Count >= MaxPolicies ? policy : _policies.GetOrAdd(policyName, policy);
    }

    /// <summary>Returns the reason why a name makes no policy.</summary>
    public string ProblemOf(string policyName)
    {
        var (text, isPermission) = TextOf(policyName);
        if (!isPermission && IsReserved(text))
        {
            return $"No authorization policy named '{text}' is registered, and the name is reserved. Use RequirePermission if it is a permission.";
        }

        if (!TryParse(text, isPermission, out var template, out var error))
        {
            var subject = isPermission
                ? $"The permission query '{text}' is not valid"
                : $"No authorization policy named '{text}' is registered, and it is not a permission query either,";
            var advice = !isPermission && text.Contains('{', StringComparison.Ordinal) ? " Use RequirePermission for route parameters." : "";
            return $"{subject} at position {error.Position}: {error.Reason}{advice}";
        }

        var unknown = UnknownOf(text, template.Shape).FirstOrDefault();
        return isPermission
            ? UnknownProblem(unknown ?? text)
            : $"No authorization policy named '{text}' is registered. {UnknownProblem(unknown ?? text)}";
    }

    /// <summary>Returns the message about a permission of a requirement that the app does not list.</summary>
    public string? UnknownProblemOf(IAuthorizationRequirement requirement)
    {
        var unknown = requirement switch
        {
            PermissionRequirement { Query: var query } => UnknownOf(query.Text, query),
            DeclaredPermission permission => UnknownOf(permission.Text, permission.Shape),
            _ => [],
        };
        return unknown.FirstOrDefault() is { } name ? UnknownProblem(name) : null;
    }

    private static string UnknownProblem(string name) =>
        $"The permission '{name}' is not one of {nameof(PermissionAuthorizationOptions)}.{nameof(PermissionAuthorizationOptions.Known)}. "
        + "Check its spelling, or add it there.";

    private static bool IsReserved(string name) => Reserved.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static (string Text, bool IsPermission) TextOf(string policyName) =>
        policyName.StartsWith(RequirePermissionAttribute.PolicyPrefix, StringComparison.Ordinal)
            ? (policyName[RequirePermissionAttribute.PolicyPrefix.Length..], true)
            : (policyName, false);

    /// <summary>Route parameters are allowed only in texts that are declared as permissions.</summary>
    private static bool TryParse(
        string text, bool isPermission, [NotNullWhen(true)] out PermissionTemplate? template,
        [NotNullWhen(false)] out PermissionQueryError? error)
    {
        template = null;
        return (isPermission || PermissionQuery.TryParse(text, out _, out error)) && PermissionTemplate.TryParse(text, out template, out error);
    }

    /// <summary>Returns the permissions in a text that the app's list lacks. A template's shape is as long as its text.</summary>
    private IEnumerable<string> UnknownOf(string text, PermissionQuery shape)
    {
        for (var start = 0; _known.Count > 0 && start < text.Length; start++)
        {
            var rest = shape.Text.AsSpan(start);
            var length = rest.IndexOfAnyExcept(PermissionSyntax.NameCharacters);
            length = length < 0 ? rest.Length : length;
            var isPermission = PermissionSyntax.IsPermission(rest[..length]);
            if (isPermission && text.Substring(start, length) is var name && !_known.Contains(name))
            {
                yield return name;
            }

            start += length;
        }
    }

    private async Task<AuthorizationPolicy> CreateOptionalAsync()
    {
        var requirement = new OptionalKeyRequirement();
        return requirement.Policy = await BuildAsync(new AuthorizationPolicyBuilder().AddRequirements(requirement), "The optional key");
    }

    private async ValueTask<AuthorizationPolicy?> CreateAsync(string policyName)
    {
        var (text, isPermission) = TextOf(policyName);
        if ((!isPermission && IsReserved(text)) || !TryParse(text, isPermission, out var template, out _) || UnknownOf(text, template.Shape).Any())
        {
            return null;
        }

        IAuthorizationRequirement requirement = PermissionSyntax.IsPermission(text)
            ? new PermissionRequirement(template.Shape) { PolicyName = policyName }
            : new DeclaredPermission(policyName, text, template);
        return await BuildAsync(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(requirement), $"The permission '{text}'");
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
