using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>How a key's balance shall change.</summary>
public sealed class UpdateCreditsRequest : IKeyServiceRequest
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>One of <see cref="CreditOperations"/>.</summary>
    public required string Operation { get; init; }

    /// <summary>
    /// The credits, 0 or more; required to increment and decrement. With <see cref="CreditOperations.Set"/>, null makes the key unlimited
    /// and ends its refill, and absent makes it unlimited and keeps the refill.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<long?> Value { get; init; }

    string? IKeyServiceRequest.Variant => Operation == CreditOperations.Set ? KeyServiceOperations.Set : null;

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(KeyId);
}

/// <summary>What <see cref="UpdateCreditsRequest"/> can do with a balance.</summary>
public static class CreditOperations
{
    /// <summary>Replaces the balance. Repeated after a fault: what was spent in between is given back.</summary>
    public const string Set = "set";

    /// <summary>Adds to the balance. Never repeated once it may have been done.</summary>
    public const string Increment = "increment";

    /// <summary>Takes from the balance, down to 0. Never repeated once it may have been done.</summary>
    public const string Decrement = "decrement";
}
