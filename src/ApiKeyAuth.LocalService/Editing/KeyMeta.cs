using System.Text.Json;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Editing;

internal static class KeyMeta
{
    private const int Cap = 65_535;

    /// <summary>
    /// Reads the metadata of a key. Metadata that exceeds the column of the real service fails with the error of its database.
    /// </summary>
    public static JsonElement? Read(JsonElement? input)
    {
        var meta = MetaText.Copy(input, out var length);
        return length <= Cap ? meta : throw ErrorResponseException.RejectedByDatabase("The metadata of the key is too long.");
    }

    public static bool Fits(JsonElement input)
    {
        MetaText.Copy(input, out var length);
        return length <= Cap;
    }
}
