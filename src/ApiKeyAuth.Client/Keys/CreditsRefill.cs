namespace ApiKeyAuth.Client;

/// <summary>Describes when a key's balance is refilled, and to which value.</summary>
public sealed class CreditsRefill
{
    /// <summary>Gets or sets the interval, <see cref="RefillIntervals.Daily"/> or <see cref="RefillIntervals.Monthly"/>.</summary>
    public required string Interval { get; init; }

    /// <summary>Gets or sets the balance after the refill, 1 or more. It is set, not added.</summary>
    public required long Amount { get; init; }

    /// <summary>
    /// Gets or sets the day of a monthly refill, 1 to 31; a shorter month refills on its last day. Required for a monthly refill, and only there.
    /// </summary>
    public int? RefillDay { get; init; }

    internal void Validate(ArgumentPath at)
    {
        // The service ignores the day of a daily refill when it creates a key, and rejects it when it updates one.
        if (RefillDay is not null && Interval == RefillIntervals.Daily)
        {
            throw new ArgumentException("A daily refill has no day.", at.Of(nameof(RefillDay)));
        }
    }
}

/// <summary>The intervals of <see cref="CreditsRefill"/> that are known today.</summary>
public static class RefillIntervals
{
    /// <summary>Every day.</summary>
    public const string Daily = "daily";

    /// <summary>Once a month, on <see cref="CreditsRefill.RefillDay"/>.</summary>
    public const string Monthly = "monthly";
}
