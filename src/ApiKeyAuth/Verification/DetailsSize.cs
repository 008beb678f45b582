using System.Runtime.InteropServices;
using System.Text.Json;
using ApiKeyAuth.Client;

namespace ApiKeyAuth;

/// <summary>
/// The bytes that the details of a key take in memory, estimated from above: a character takes two, and each JSON token and each
/// string takes more than it does in the response.
/// </summary>
internal static class DetailsSize
{
    /// <summary>The longest key id that anything is remembered under, in characters; the service's own have about 20.</summary>
    public const int MaxKeyIdLength = 255;

    /// <summary>The most that a response may have, in bytes, for its details to be remembered.</summary>
    public const long MaxResponse = 32 * 1024;

    /// <summary>The most that remembered details may take in memory, in bytes.</summary>
    public const long MaxRetained = 64 * 1024;

    private const int Text = 32;
    private const int ListItem = 8;

    // Item, hash code, entry and buckets of a frozen set.
    private const int SetItem = 40;

    // One row of the document's table.
    private const int Token = 12;

    public static bool IsStorable(VerifyKeyResult result, string? requestId, long responseBytes) =>
        responseBytes <= MaxResponse && !(result.KeyId?.Length > MaxKeyIdLength) && Of(result, requestId) <= MaxRetained;

    public static long Of(VerifyKeyResult result, string? requestId) =>
        Of(result.KeyId) + Of(result.KeyspaceId) + Of(result.Name) + Of(result.Identity?.ExternalId) + Of(requestId)
        + Of(result.Roles, ListItem) + Of(result.Permissions, SetItem) + (result.RateLimits?.Sum(limit => ListItem + Of(limit.Name)) ?? 0)
        + (result.Meta is { } meta ? Of(JsonMarshal.GetRawUtf8Value(meta)) : 0);

    private static long Of(string? text) => text is null ? 0 : Text + (2L * text.Length);

    private static long Of(IReadOnlyList<string>? texts, int item) => texts?.Sum(text => item + Of(text)) ?? 0;

    private static long Of(ReadOnlySpan<byte> json)
    {
        long size = json.Length;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            size += Token;
        }

        return size;
    }
}
