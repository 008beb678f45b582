using System.Text.Json;

namespace ApiKeyAuth.LocalService.Validation;

internal sealed record Field(string Name, Schema Schema, bool IsRequired)
{
    private readonly JsonEncodedText _name = JsonEncodedText.Encode(Name);

    public string Location { get; } = "/properties/" + Name;

    public bool IsNameOf(JsonProperty member) => member.NameEquals(_name.EncodedUtf8Bytes);

    public bool TryGet(JsonElement owner, out JsonElement value) => owner.TryGetProperty(_name.EncodedUtf8Bytes, out value);
}
