namespace ApiKeyAuth.Client;

/// <summary>How often a key may still be used.</summary>
public sealed class Credits
{
    /// <summary>The credits that are left, 0 or more. Null: unlimited.</summary>
    public required long? Remaining { get; init; }

    /// <summary>When the balance is set again. Default: never.</summary>
    public CreditsRefill? Refill { get; init; }
}

/// <summary>When and to what a key's balance is set again.</summary>
public sealed class CreditsRefill
{
    /// <summary><c>daily</c> or <c>monthly</c>.</summary>
    public required string Interval { get; init; }

    /// <summary>The balance after the refill, 1 or more. It is set, not added.</summary>
    public required long Amount { get; init; }

    /// <summary>The day of a monthly refill, 1 to 31; a shorter month refills on its last day.</summary>
    public int? RefillDay { get; init; }
}
