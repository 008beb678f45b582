using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>Describes changes of a key's credits. A property that is not set is unchanged.</summary>
public sealed class UpdateKeyCredits
{
    /// <summary>Gets or sets the balance, 0 or more. Null: unlimited; the refill ends unless this update sets one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<long?> Remaining { get; init; }

    /// <summary>Gets or sets the time when the balance is set again. Null: never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<CreditsRefill?> Refill { get; init; }

    internal void Validate(ArgumentPath at)
    {
        Refill.Value?.Validate(at.At(nameof(Refill)));
    }
}
