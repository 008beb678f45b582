using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>Which of the app's schemes are API key schemes.</summary>
internal sealed class ApiKeySchemes(IAuthenticationSchemeProvider schemes, IEnumerable<RegisteredScheme> registered)
{
    // A test may give a registered scheme a handler of its own: it is still what permissions mean.
    private readonly HashSet<string> _registered = [.. registered.Select(scheme => scheme.Name)];

    public async Task<IReadOnlyList<string>> NamesAsync() =>
        [.. (await schemes.GetAllSchemesAsync()).Where(IsApiKeyScheme).Select(scheme => scheme.Name)];

    /// <summary>Whether a policy that lists no scheme reaches an API key scheme: it is the default one, or a policy scheme may forward to it.</summary>
    public async Task<bool> IsDefaultAsync() =>
        await schemes.GetDefaultAuthenticateSchemeAsync() is { } scheme
        && (IsApiKeyScheme(scheme) || scheme.HandlerType == typeof(PolicySchemeHandler));

    /// <summary>Whether a permission that names no scheme could mean several.</summary>
    public async Task<bool> IsAmbiguousAsync() => !await IsDefaultAsync() && (await NamesAsync()).Count != 1;

    /// <summary>The API key schemes that may let a caller past a policy.</summary>
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
