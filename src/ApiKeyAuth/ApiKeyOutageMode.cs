namespace ApiKeyAuth;

/// <summary>Defines what happens to requests with a key while the key service is unavailable.</summary>
public enum ApiKeyOutageMode
{
    /// <summary>Requests with a key that is not cached fail with 503.</summary>
    Refuse,

    /// <summary>
    /// A key whose last successful verification is at most <see cref="ApiKeyOptions.StaleDuration"/> old is accepted, unless it is metered
    /// or has expired. The principal's key is marked (<see cref="ApiKeyInfo.IsStale"/>). This does not apply if the key service rejects the
    /// root key, is overloaded, or returns an unreadable response.
    /// </summary>
    ServeStale,
}
