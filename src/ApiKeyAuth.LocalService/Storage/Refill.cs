namespace ApiKeyAuth.LocalService.Storage;

/// <summary>A refill of the balance to the amount, each day or on a day of each month (the last day of a shorter month).</summary>
internal sealed record Refill(RefillInterval Interval, long Amount, long? Day)
{
    /// <summary>Returns whether the refill was due after one day, up to and including another.</summary>
    public bool IsDue(DateOnly after, DateOnly today) => LastDue(today) > after;

    private DateOnly LastDue(DateOnly today)
    {
        if (Interval == RefillInterval.Daily)
        {
            return today;
        }

        var thisMonth = DueIn(today);
        return thisMonth <= today ? thisMonth : DueIn(today.AddMonths(-1));
    }

    private DateOnly DueIn(DateOnly month) =>
        new(month.Year, month.Month, (int)Math.Min(Day ?? 1, DateTime.DaysInMonth(month.Year, month.Month)));
}
