using ApiKeyAuth.Client;

namespace MinimalApi.Keys;

public sealed record NewKey(string? Name, IReadOnlyList<string>? Permissions, long? Credits)
{
    public Dictionary<string, string[]> Validate()
    {
        var errors = new Dictionary<string, string[]>();
        if (Name is not { Length: >= 1 and <= 255 })
        {
            errors["name"] = ["Give the key a name of 1 to 255 characters."];
        }

        if (Credits < 0)
        {
            errors["credits"] = ["Give 0 or more credits, or none for unlimited use."];
        }

        return errors;
    }
}

/// <summary>The only answer that ever shows the key.</summary>
public sealed record CreatedKey(string Key, string KeyId);

public sealed record KeySummary(
    string KeyId, string Start, string? Name, bool Enabled, IReadOnlyList<string> Permissions, long? Credits, DateTimeOffset? Expires)
{
    public static KeySummary Of(KeyDetails key) => new(
        key.KeyId, key.Start, key.Name, key.Enabled, key.Permissions ?? [], key.Credits?.Remaining, key.Expires);
}
