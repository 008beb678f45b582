namespace ApiKeyAuth.LocalService;

/// <summary>Describes when the credits of a key are refilled to an amount. A balance above the amount is not changed.</summary>
/// <param name="Interval">The interval of the refill.</param>
/// <param name="Amount">The balance that the refill sets, 1 or more.</param>
/// <param name="Day">The day of the month, 1 to 31, of a monthly refill. The default is null: the first day.</param>
public sealed record LocalRefill(RefillInterval Interval, long Amount, int? Day = null);
