namespace ApiKeyAuth.LocalService;

/// <summary>When the credits of a key are set back to an amount. A balance above the amount is left alone.</summary>
/// <param name="Interval">How often.</param>
/// <param name="Amount">The balance that the refill sets, 1 or more.</param>
/// <param name="Day">The day of the month, 1 to 31, for a monthly refill. Default: null, the first.</param>
public sealed record LocalRefill(RefillInterval Interval, long Amount, int? Day = null);
