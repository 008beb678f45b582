using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>Describes the credits of a key, which limit how often it is accepted.</summary>
public sealed class KeyServiceCredits
{
    /// <summary>Gets or sets the credits that are left, 0 or more. Null: unlimited.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long? Remaining { get; init; }

    /// <summary>Gets or sets the time when the balance is set again; not for an unlimited key. The default is null: never.</summary>
    public CreditsRefill? Refill { get; init; }

    internal void Validate(ArgumentPath at)
    {
        if (Remaining is null && Refill is not null)
        {
            throw new ArgumentException("A refill needs a balance: an unlimited key has none.", at.Of(nameof(Refill)));
        }

        Refill?.Validate(at.At(nameof(Refill)));
    }
}
