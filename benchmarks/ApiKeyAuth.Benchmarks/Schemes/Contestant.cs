namespace ApiKeyAuth.Benchmarks.Schemes;

/// <summary>How an app authenticates.</summary>
internal enum Contestant
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By a handler that has its answer at hand: no handler can do less.</summary>
    FixedTicket,

    /// <summary>By JSON Web Tokens, HMAC-SHA256.</summary>
    JwtBearer,

    /// <summary>By this library, with its defaults.</summary>
    ApiKey,

    /// <summary>By a handler as an app might write it: an HttpClient and no cache.</summary>
    Handwritten,
}
