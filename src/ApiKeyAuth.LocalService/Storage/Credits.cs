namespace ApiKeyAuth.LocalService.Storage;

internal static class Credits
{
    /// <summary>
    /// Charges credits if the key has enough, otherwise none. It uses the current balance and not one that the caller read before, so that
    /// concurrent calls never charge more credits than the key has.
    /// </summary>
    public static (bool IsEnough, long? Left) Charge(this Transaction transaction, string keyId, long cost)
    {
        if (transaction.State.Keys.Find(keyId) is not { Remaining: { } remaining } key)
        {
            return (true, null);
        }

        if (remaining < cost)
        {
            return (false, remaining);
        }

        transaction.SetBalance(key, remaining - cost);
        return (true, remaining - cost);
    }
}
