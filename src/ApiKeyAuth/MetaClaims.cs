using System.Text.Json;

namespace ApiKeyAuth;

/// <summary>
/// Creates claims from the metadata of a key: only for members that the app names, since everyone who can create keys writes metadata.
/// </summary>
internal static class MetaClaims
{
    public static IEnumerable<(string Type, string Value)> Of(ApiKeyInfo key, IDictionary<string, string> mapping)
    {
        if (mapping.Count == 0 || key.Meta is not { ValueKind: JsonValueKind.Object } meta)
        {
            yield break;
        }

        foreach (var (member, type) in mapping)
        {
            if (!meta.TryGetProperty(member, out var value))
            {
                continue;
            }

            foreach (var single in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1))
            {
                if (single.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                {
                    yield return (type, single.ToString());
                }
            }
        }
    }
}
