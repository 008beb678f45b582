namespace ApiKeyAuth.LocalService.Storage;

internal static class Credits
{
    /// <summary>
    /// Takes credits if there are enough, else none. The balance that counts is the one at this moment, not the one that the caller
    /// may have read before; that makes the last credits go to exactly as many callers as there are.
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
