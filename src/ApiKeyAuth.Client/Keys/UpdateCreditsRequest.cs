using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>Describes a change of a key's balance.</summary>
public sealed class UpdateCreditsRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Gets or sets the operation, one of <see cref="CreditOperations"/>.</summary>
    public required string Operation { get; init; }

    /// <summary>
    /// Gets or sets the credits, 0 or more; required to increment and decrement. With <see cref="CreditOperations.Set"/>, null makes the key
    /// unlimited and ends its refill, and absent makes it unlimited and keeps the refill.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<long?> Value { get; init; }

    string? IKeyServiceRequest.Variant => Operation == CreditOperations.Set ? KeyServiceOperations.Set : null;

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(KeyId);
}

/// <summary>The operations of <see cref="UpdateCreditsRequest"/>.</summary>
public static class CreditOperations
{
    /// <summary>Replaces the balance. Repeated after a fault: credits that were charged in between are refunded.</summary>
    public const string Set = "set";

    /// <summary>Adds to the balance. Not repeated if an attempt may have been carried out.</summary>
    public const string Increment = "increment";

    /// <summary>Subtracts from the balance, down to 0. Not repeated if an attempt may have been carried out.</summary>
    public const string Decrement = "decrement";
}
