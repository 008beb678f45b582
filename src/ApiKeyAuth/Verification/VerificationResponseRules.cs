using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using ApiKeyAuth.Client;

namespace ApiKeyAuth;

/// <summary>What a response must fulfil beyond its JSON types. One that breaks a rule is unreadable and gives no result for the key.</summary>
internal static class VerificationResponseRules
{
    public static bool IsReadable(VerifyKeyResult result) =>
        HasNoNull(result.Roles)
        && HasNoNull(result.Permissions)
        && result.RateLimits?.Any(limit => string.IsNullOrEmpty(limit?.Name)) != true
        && result.Identity?.RateLimits?.Any(limit => string.IsNullOrEmpty(limit?.Name)) != true
        && (result.Meta is not { } meta || IsText(JsonMarshal.GetRawUtf8Value(meta)));

    /// <summary>Whether a response contradicts the keyspaces that the call named. One without a keyspace does not.</summary>
    public static bool IsOfKeyspace(VerifyKeyResult result, IReadOnlyList<string>? keyspaces) =>
        keyspaces is null || result.KeyspaceId is not { } id || keyspaces.Contains(id, StringComparer.Ordinal);

    private static bool HasNoNull(IReadOnlyList<string>? items) => items?.Contains(null!) != true;

    /// <summary>Metadata stays JSON until it is used: a string in it that is no text would throw in the app, or in its claims.</summary>
    private static bool IsText(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        return json.IndexOf("\\u"u8) < 0 || HasWholeEscapes(json);
    }

    private static bool HasWholeEscapes(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: the reader has no way to ask.
            return false;
        }
    }
}
