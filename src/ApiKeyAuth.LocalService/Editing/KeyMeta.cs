using System.Text.Json;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Editing;

internal static class KeyMeta
{
    private const int Cap = 65_535;

    /// <summary>The metadata of a key. More than fits the real service's column is refused as its database refuses it.</summary>
    public static JsonElement? Read(JsonElement? input)
    {
        var meta = MetaText.Copy(input, out var length);
        return length <= Cap ? meta : throw ErrorResponseException.Refused("The metadata of the key is too long.");
    }

    public static bool Fits(JsonElement input)
    {
        MetaText.Copy(input, out var length);
        return length <= Cap;
    }
}
