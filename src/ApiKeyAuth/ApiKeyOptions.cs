using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authentication;

namespace ApiKeyAuth;

/// <summary>
/// Options of an API key scheme, under the scheme's name. They are bound from <c>Authentication:Schemes:{scheme}</c>, then set by code, and
/// validated when the host starts. Options that are configured without a name, or with a name that no scheme has, fail startup.
/// </summary>
public partial class ApiKeyOptions : AuthenticationSchemeOptions
{
    private KeyVerifier? _verifier;

    /// <summary>Initializes options with their defaults.</summary>
    public ApiKeyOptions() => Events = new ApiKeyEvents();

    /// <summary>
    /// Gets or sets the address of the key service, an absolute http or https URI. The default is <c>https://api.unkey.com</c>.
    /// </summary>
    public Uri BaseAddress { get; set; } = new("https://api.unkey.com");

    /// <summary>
    /// Gets or sets the root key with which keys are verified. Required. It is a secret: keep it out of source files. A verification names
    /// no API, so a root key that may verify every API also accepts keys of your other products. Use one whose only permission is
    /// <c>api.{apiId}.verify_key</c>, and set <see cref="Keyspaces"/> if the key service supports them.
    /// </summary>
    public string? RootKey { get; set; }

    /// <summary>
    /// Gets or sets the ids of the keyspaces (<c>ks_…</c>) whose keys are verified, at most 5 of 1 to 100 characters each. A key of another
    /// keyspace is rejected as unknown. They are sent with every verification: a key service that does not support keyspaces returns 400,
    /// and requests fail with 500. The default is empty: nothing is sent, and the root key alone decides which keys are verified.
    /// </summary>
    public IList<string> Keyspaces { get; set; } = [];

    /// <summary>
    /// Gets or sets whether plain http is allowed to an address that is not a loopback address. Keys then travel unencrypted. The default
    /// is false.
    /// </summary>
    public bool AllowInsecureBaseAddress { get; set; }

    /// <summary>
    /// Gets or sets the maximum duration of one attempt of a verification, including the last byte of the response. It must be less than
    /// <see cref="TotalTimeout"/>. The default is 1.5 s.
    /// </summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// Gets or sets the maximum duration of a verification with all its attempts, at most 1 minute. After it the request fails with 503.
    /// The default is 2 s.
    /// </summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Gets or sets the maximum number of concurrent verifications, 1 to 100,000. Keys that this node has not seen accepted get three
    /// quarters of them. Up to 20,000 others wait for their turn within <see cref="TotalTimeout"/>; beyond that a request fails with 503,
    /// and nothing is charged. The default is 1,000.
    /// </summary>
    public int MaxConcurrentVerifications { get; set; } = VerificationLimiter.DefaultMaxConcurrency;

    /// <summary>
    /// Gets or sets the share of failed calls at which the circuit breaker opens, over 0 and up to 1. Network errors, timeouts and 5xx
    /// count, rejected keys do not. The default is 0.5.
    /// </summary>
    public double CircuitBreakerFailureRatio { get; set; } = 0.5;

    /// <summary>
    /// Gets or sets the minimum number of calls in the sampling duration before the circuit breaker opens, 2 to 10,000. The default is 10.
    /// </summary>
    public int CircuitBreakerMinimumThroughput { get; set; } = 10;

    /// <summary>Gets or sets the period over which the circuit breaker counts calls, 0.5 s to 1 minute. The default is 10 s.</summary>
    public TimeSpan CircuitBreakerSamplingDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets how long the circuit breaker stays open, 0.5 s to 1 minute. Meanwhile requests with a key that is not cached fail with
    /// 503 without calling the key service. The default is 2 s.
    /// </summary>
    public TimeSpan CircuitBreakDuration { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Gets or sets whether the key of every request is verified, also on endpoints that need none, so that <c>User</c> is set. Each
    /// verification may charge a credit. The default is false: the key service is called if a policy of the endpoint or the app's code
    /// needs the result.
    /// </summary>
    public bool Eager { get; set; }

    /// <summary>
    /// Gets or sets whether the connection to the key service is opened when the host starts, so that the first request does not wait for
    /// it. An unavailable key service does not fail startup. The default is false.
    /// </summary>
    public bool WarmUp { get; set; }

    /// <summary>
    /// Gets or sets the <c>realm</c> of the <c>WWW-Authenticate</c> header, printable ASCII. The default is null: the parameter is omitted.
    /// </summary>
    public string? Realm { get; set; }

    /// <summary>
    /// Gets or sets how long the details of a valid key are cached, at most 5 minutes. A key that is revoked elsewhere is accepted that
    /// long. Keys with credits or rate limits of their own are verified for every request. 0 means that they are not cached. The default is
    /// 10 s.
    /// </summary>
    public TimeSpan CacheDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets how long a key that does not exist is rejected from the cache, at most 1 minute. 0 means that it is not cached. The
    /// default is 5 s.
    /// </summary>
    public TimeSpan UnknownKeyCacheDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets the maximum time for which a key whose rate limit is exceeded is rejected from the cache, at most 1 s. It is
    /// approximate, since windows slide. 0 means that it is not cached. The default is 1 s.
    /// </summary>
    public TimeSpan RateLimitedCacheDuration { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Gets or sets how many existing keys are cached, at most 1,000,000; the least recently used are removed first. Each takes at most 65
    /// KiB of memory: details over 32 KiB in the response or over 64 KiB in memory are not cached. A key with ten permissions takes about 2
    /// KiB. 0 means that no key is cached. The default is 10,000, at most 635 MiB.
    /// </summary>
    public int CacheCapacity { get; set; } = 10_000;

    /// <summary>
    /// Gets or sets how many keys that do not exist are cached, at most 1,000,000, apart from those that exist. Each takes at most 1 KiB of
    /// memory. 0 means that none is cached. The default is 10,000, at most 10 MiB.
    /// </summary>
    public int UnknownKeyCacheCapacity { get; set; } = 10_000;

    /// <summary>
    /// Gets or sets what happens to requests with a key while the key service is unavailable. The default is <see
    /// cref="ApiKeyOutageMode.Refuse"/>.
    /// </summary>
    public ApiKeyOutageMode OutageMode { get; set; }

    /// <summary>
    /// Gets or sets for how long after its last successful verification a key is accepted during an outage if <see cref="OutageMode"/>
    /// allows it, at most 10 minutes. The default is 60 s.
    /// </summary>
    public TimeSpan StaleDuration { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Gets or sets the names of entries in the scheme's section that are not settings of the scheme. Any other unknown entry fails startup, since
    /// it may be a misspelt setting. The default is empty.
    /// </summary>
    public IList<string> IgnoredSettings { get; set; } = [];

    internal IReadOnlyList<string> ConfigurationErrors { get; set; } = [];

    internal IReadOnlyList<UnknownSetting> UnknownSettings { get; set; } = [];

    /// <summary>
    /// The scheme's verifier, after the first lookup: the container takes longer to find it than the cache takes to return a result.
    /// </summary>
    internal KeyVerifier? Verifier => _verifier;

    /// <summary>Keeps the first verifier: two would not share their calls.</summary>
    internal KeyVerifier SetVerifier(KeyVerifier verifier) => Interlocked.CompareExchange(ref _verifier, verifier, comparand: null) ?? verifier;

    /// <summary>The app's evaluator of permissions, after a key was verified. Principals find it through their identities.</summary>
    internal PermissionEvaluator? PermissionEvaluator { get; set; }
}
