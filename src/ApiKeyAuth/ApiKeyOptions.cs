using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authentication;

namespace ApiKeyAuth;

/// <summary>
/// Settings of an API key scheme, under the scheme's name. Bound from <c>Authentication:Schemes:{scheme}</c>, then set by code; validated when
/// the host starts. Options that are configured without a name, or with one that no scheme has, fail startup.
/// </summary>
public partial class ApiKeyOptions : AuthenticationSchemeOptions
{
    private KeyVerifier? _verifier;

    /// <summary>Settings with their defaults.</summary>
    public ApiKeyOptions() => Events = new ApiKeyEvents();

    /// <summary>The address of the key service, an absolute http or https URI.</summary>
    /// <value>Default: <c>https://api.unkey.com</c>.</value>
    public Uri BaseAddress { get; set; } = new("https://api.unkey.com");

    /// <summary>
    /// The root key that keys are verified with. A secret: keep it out of source files. A verification names no API: a root key that
    /// may verify every API lets keys of your other products in, so use one whose only permission is <c>api.{apiId}.verify_key</c>, and set
    /// <see cref="Keyspaces"/> where the service knows them.
    /// </summary>
    /// <value>Required.</value>
    public string? RootKey { get; set; }

    /// <summary>
    /// Gets or sets the ids of the keyspaces (<c>ks_…</c>) whose keys are verified, at most 5 of 1 to 100 characters each; a key of another
    /// keyspace is rejected as unknown. They are sent with every verification: a service that does not know keyspaces returns 400, and requests
    /// fail with 500.
    /// </summary>
    /// <value>The default is empty: nothing is sent, and the root key alone decides which keys are verified.</value>
    public IList<string> Keyspaces { get; set; } = [];

    /// <summary>Whether plain http is allowed to an address that is not this machine's own: keys would travel in the clear.</summary>
    /// <value>Default: false.</value>
    public bool AllowInsecureBaseAddress { get; set; }

    /// <summary>How long one attempt of a verification may take, up to and including the last byte of the answer.</summary>
    /// <value>Default: 1.5 s. Less than <see cref="TotalTimeout"/>.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a verification may take with all its attempts; then the request is answered with 503.</summary>
    /// <value>Default: 2 s. At most 1 minute.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many verifications may run at once. Keys that this node has not seen accepted get three quarters of them. Up to 20,000 others
    /// wait for their turn within <see cref="TotalTimeout"/>; beyond that a request is answered with 503, and nothing is charged.
    /// </summary>
    /// <value>Default: 1,000. 1 to 100,000.</value>
    public int MaxConcurrentVerifications { get; set; } = VerificationLimiter.DefaultMaxConcurrency;

    /// <summary>The share of failed calls at which the circuit breaker opens; faults, timeouts and 5xx count, refused keys do not.</summary>
    /// <value>Default: 0.5. Over 0 and up to 1.</value>
    public double CircuitBreakerFailureRatio { get; set; } = 0.5;

    /// <summary>How many calls there must be in the sampling duration before the circuit breaker opens.</summary>
    /// <value>Default: 10. 2 to 10,000.</value>
    public int CircuitBreakerMinimumThroughput { get; set; } = 10;

    /// <summary>How far back calls count for the circuit breaker.</summary>
    /// <value>Default: 10 s. 0.5 s to 1 minute.</value>
    public TimeSpan CircuitBreakerSamplingDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the circuit breaker stays open: that long requests with a key are answered with 503 without asking.</summary>
    /// <value>Default: 2 s. 0.5 s to 1 minute.</value>
    public TimeSpan CircuitBreakDuration { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether every request with a key is verified, on endpoints that need none as well, so that their <c>User</c> is known. Each
    /// verification may spend a credit.
    /// </summary>
    /// <value>Default: false, the service is asked where a policy of the endpoint or the app's code needs the answer.</value>
    public bool Eager { get; set; }

    /// <summary>Whether the connection to the service is opened when the host starts, so that the first request does not wait for it.</summary>
    /// <value>Default: false. A service that is down does not keep the host from starting.</value>
    public bool WarmUp { get; set; }

    /// <summary>The <c>realm</c> of the <c>WWW-Authenticate</c> header, printable ASCII.</summary>
    /// <value>Default: none, the parameter is left out.</value>
    public string? Realm { get; set; }

    /// <summary>
    /// How long the facts of a valid key are used again. A key that was revoked elsewhere works that long. Keys with credits or limits of
    /// their own are verified every time.
    /// </summary>
    /// <value>Default: 10 s. 0 turns it off; at most 5 minutes.</value>
    public TimeSpan CacheDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a key that does not exist is refused without asking.</summary>
    /// <value>Default: 5 s. 0 turns it off; at most 1 minute.</value>
    public TimeSpan UnknownKeyCacheDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long, at most, a key whose limit is exceeded is refused without asking. Approximate, since windows slide.</summary>
    /// <value>Default: 1 s. 0 turns it off; at most 1 s.</value>
    public TimeSpan RateLimitedCacheDuration { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many keys that exist are remembered; the least recently used go first. Each takes at most 65 KiB of memory: details over 32 KiB
    /// in the response or over 64 KiB in memory are not remembered. A key with ten permissions takes about 2 KiB.
    /// </summary>
    /// <value>Default: 10,000, at most 635 MiB. 0 turns it off; at most 1,000,000.</value>
    public int CacheCapacity { get; set; } = 10_000;

    /// <summary>How many keys that do not exist are remembered, apart from those that do. Each takes at most 1 KiB of memory.</summary>
    /// <value>Default: 10,000, at most 10 MiB. 0 turns it off; at most 1,000,000.</value>
    public int UnknownKeyCacheCapacity { get; set; } = 10_000;

    /// <summary>What to do with keys while the service gives no answer.</summary>
    /// <value>Default: <see cref="ApiKeyOutageMode.Refuse"/>.</value>
    public ApiKeyOutageMode OutageMode { get; set; }

    /// <summary>For how long after its verification a key may be let in during an outage, where <see cref="OutageMode"/> allows it.</summary>
    /// <value>Default: 60 s. At most 10 minutes.</value>
    public TimeSpan StaleDuration { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Gets or sets the names of entries in the scheme's section that are not settings of the scheme. Any other unknown entry fails startup:
    /// it may be a misspelt setting.
    /// </summary>
    /// <value>The default is empty.</value>
    public IList<string> IgnoredSettings { get; set; } = [];

    internal IReadOnlyList<string> ConfigurationErrors { get; set; } = [];

    internal IReadOnlyList<UnknownSetting> UnknownSettings { get; set; } = [];

    /// <summary>The scheme's verifier, once a request has looked it up: the container takes longer to find it than the cache its answer.</summary>
    internal KeyVerifier? Verifier => _verifier;

    /// <summary>The first one stays: two would not share their calls.</summary>
    internal KeyVerifier SetVerifier(KeyVerifier verifier) => Interlocked.CompareExchange(ref _verifier, verifier, comparand: null) ?? verifier;

    /// <summary>The app's evaluator of permissions, once a key was verified: principals find it through their identities.</summary>
    internal PermissionEvaluator? PermissionEvaluator { get; set; }
}
