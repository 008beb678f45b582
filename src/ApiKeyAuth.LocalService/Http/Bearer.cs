using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Http;

internal static class Bearer
{
    private const string Scheme = "Bearer ";

    public static string? Header(IHeaderDictionary headers) =>
        headers.Authorization is [{ } first, ..] && first.AsSpan().Trim().Length > 0 ? first : null;

    /// <summary>The token, or null where the header is not in the one form that is taken: letter case and blank included.</summary>
    public static string? Token(string header)
    {
        var trimmed = header.AsSpan().Trim();
        if (!trimmed.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var token = trimmed[Scheme.Length..].Trim();
        return token.Length == 0 ? null : token.ToString();
    }
}
