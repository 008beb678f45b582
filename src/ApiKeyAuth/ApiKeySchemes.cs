using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>Knows which of the app's schemes are API key schemes.</summary>
internal sealed class ApiKeySchemes(IAuthenticationSchemeProvider schemes, IEnumerable<RegisteredScheme> registered)
{
    // A test may replace the handler of a registered scheme: permissions still mean that scheme.
    private readonly HashSet<string> _registered = [.. registered.Select(scheme => scheme.Name)];

    public async Task<IReadOnlyList<string>> NamesAsync() =>
        [.. (await schemes.GetAllSchemesAsync()).Where(IsApiKeyScheme).Select(scheme => scheme.Name)];

    /// <summary>
    /// Returns whether a policy that lists no scheme reaches an API key scheme: as the default scheme, or because a policy scheme forwards
    /// to it.
    /// </summary>
    public async Task<bool> IsDefaultAsync() =>
        await schemes.GetDefaultAuthenticateSchemeAsync() is { } scheme
        && (IsApiKeyScheme(scheme) || scheme.HandlerType == typeof(PolicySchemeHandler));

    /// <summary>Returns whether a permission that names no scheme is ambiguous.</summary>
    public async Task<bool> IsAmbiguousAsync() => !await IsDefaultAsync() && (await NamesAsync()).Count != 1;

    /// <summary>Returns the API key schemes that can authenticate a caller for a policy.</summary>
    public async Task<IReadOnlyList<string>> ReachedByAsync(AuthorizationPolicy policy)
    {
        var names = await NamesAsync();
        if (policy.AuthenticationSchemes.Count > 0)
        {
            return [.. names.Intersect(policy.AuthenticationSchemes, StringComparer.Ordinal)];
        }

        var scheme = await schemes.GetDefaultAuthenticateSchemeAsync();
        return scheme?.HandlerType == typeof(PolicySchemeHandler) ? names : [.. names.Where(name => name == scheme?.Name)];
    }

    private bool IsApiKeyScheme(AuthenticationScheme scheme) => scheme.HandlerType == typeof(ApiKeyHandler) || _registered.Contains(scheme.Name);
}
