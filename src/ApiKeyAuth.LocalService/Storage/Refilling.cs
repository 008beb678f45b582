namespace ApiKeyAuth.LocalService.Storage;

/// <summary>The daily job that tops balances up, done before the first call of a new day, for every day since the last one.</summary>
internal static class Refilling
{
    public static void RefillUpTo(this Store store, DateOnly today)
    {
        if (store.Current.RefilledOn < today)
        {
            store.Write(transaction => Refill(transaction, today));
        }
    }

    private static void Refill(Transaction transaction, DateOnly today)
    {
        var last = transaction.State.RefilledOn;
        foreach (var key in transaction.State.Keys.From(cursor: null))
        {
            if (key.Refill is { } refill && (key.Remaining is null || key.Remaining < refill.Amount) && refill.IsDue(last, today))
            {
                transaction.Update(key with { Remaining = refill.Amount });
            }
        }

        transaction.RefilledOn(today);
    }
}
