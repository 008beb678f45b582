using System.Text;

namespace ApiKeyAuth;

/// <summary>The value of <c>WWW-Authenticate</c> (RFC 6750, section 3).</summary>
internal static class Challenge
{
    public static string Format(string scheme, string? realm, string? error, string? description, string? scope)
    {
        var challenge = new StringBuilder(scheme);
        var separator = ' ';
        Append("realm", realm);
        Append("error", error);
        Append("error_description", description);
        Append("scope", scope);
        return challenge.ToString();

        void Append(string name, string? value)
        {
            if (value is not null)
            {
                challenge.Append(separator).Append(name).Append('=').Append(QuotedString.Of(value));
                separator = ',';
            }
        }
    }
}
