namespace ApiKeyAuth.LocalService.Storage;

/// <summary>Refills balances before the first call of a new day, for each day since the last refill.</summary>
internal static class Refilling
{
    /// <returns>A task that completes when the refills of the day are stored.</returns>
    public static Task RefillUpToAsync(this Store store, DateOnly today)
    {
        if (store.Current.RefilledOn >= today)
        {
            return Task.CompletedTask;
        }

        store.Write(transaction => Refill(transaction, today), out var stored);
        return stored;
    }

    private static bool Refill(Transaction transaction, DateOnly today)
    {
        // Another call may have refilled in the meantime.
        var last = transaction.State.RefilledOn;
        if (last >= today)
        {
            return false;
        }

        foreach (var key in transaction.State.Keys.From(cursor: null))
        {
            if (key.Refill is { } refill && (key.Remaining is null || key.Remaining < refill.Amount) && refill.IsDue(last, today))
            {
                transaction.SetBalance(key, refill.Amount);
            }
        }

        transaction.RefilledOn(today);
        return true;
    }
}
