using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>What shall change about a key's credits. What is absent stays as it is.</summary>
public sealed class UpdateKeyCredits
{
    /// <summary>The balance, 0 or more. Null: unlimited; the refill ends unless this update sets one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<long?> Remaining { get; init; }

    /// <summary>When the balance is set again. Null: never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<CreditsRefill?> Refill { get; init; }

    internal void Validate(ArgumentPath at)
    {
        Refill.Value?.Validate(at.At(nameof(Refill)));
    }
}
