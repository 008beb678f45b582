using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Http;

internal static class Bearer
{
    private const string Scheme = "Bearer ";

    public static string? Header(IHeaderDictionary headers) =>
        headers.Authorization is [{ } first, ..] && first.AsSpan().Trim().Length > 0 ? first : null;

    /// <summary>Returns the token, or null if the header does not begin with exactly <c>Bearer</c> and a blank.</summary>
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
