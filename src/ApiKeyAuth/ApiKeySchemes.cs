using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>Which of the app's schemes are API key schemes.</summary>
internal sealed class ApiKeySchemes(IAuthenticationSchemeProvider schemes)
{
    public async Task<IReadOnlyList<string>> NamesAsync() =>
        [.. (await schemes.GetAllSchemesAsync()).Where(scheme => scheme.HandlerType == typeof(ApiKeyHandler)).Select(scheme => scheme.Name)];

    /// <summary>Whether a policy that lists no scheme reaches an API key scheme: it is the default one, or a policy scheme may forward to it.</summary>
    public async Task<bool> IsDefaultAsync() =>
        await schemes.GetDefaultAuthenticateSchemeAsync() is { } scheme
        && (scheme.HandlerType == typeof(ApiKeyHandler) || scheme.HandlerType == typeof(PolicySchemeHandler));

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
}
