namespace ApiKeyAuth;

/// <summary>What to do with keys while the service gives no answer.</summary>
public enum ApiKeyOutageMode
{
    /// <summary>Refuse with 503: nothing is known of the key.</summary>
    Refuse,

    /// <summary>
    /// Let keys in that were valid a short while ago (<see cref="ApiKeyOptions.StaleDuration"/>), neither metered nor expired. Such a key is
    /// marked (<see cref="ApiKeyInfo.IsStale"/>). Not where the service answers that it refuses the root key or is overloaded, or unreadably.
    /// </summary>
    ServeStale,
}
