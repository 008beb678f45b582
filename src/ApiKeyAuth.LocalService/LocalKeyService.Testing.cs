using ApiKeyAuth.Client;
using ApiKeyAuth.LocalService.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.LocalService;

public sealed partial class LocalKeyService
{
    private readonly Lazy<ServiceProvider> _clients;

    /// <summary>Gets the faults that the service applies to the next calls.</summary>
    public LocalFaults Faults { get; }

    /// <summary>Gets a client for the <c>keys.*</c> calls of this service, with its root key.</summary>
    public IKeysApi Keys => Client<IKeysApi>();

    /// <summary>Gets a client for the <c>apis.*</c> calls of this service, with its root key.</summary>
    public IApisApi Apis => Client<IApisApi>();

    /// <summary>Gets a client for the <c>identities.*</c> calls of this service, with its root key.</summary>
    public IIdentitiesApi Identities => Client<IIdentitiesApi>();

    /// <summary>Gets a client for the <c>permissions.*</c> calls of this service, with its root key.</summary>
    public IPermissionsApi Permissions => Client<IPermissionsApi>();

    /// <summary>Gets a client for the <c>ratelimit.*</c> calls of this service, with its root key.</summary>
    public IRateLimitApi RateLimits => Client<IRateLimitApi>();

    /// <summary>Gets a client for the <c>analytics.*</c> calls of this service, with its root key.</summary>
    public IAnalyticsApi Analytics => Client<IAnalyticsApi>();

    /// <summary>Gets the current time of the service: the time of its options plus what <see cref="AdvanceClock"/> added.</summary>
    public DateTimeOffset Now => _workspace.Now;

    /// <summary>
    /// Gets the clock of the service. Registered in an app, as <see
    /// cref="Microsoft.AspNetCore.Hosting.LocalKeyServiceWebHostBuilderExtensions.UseLocalKeyService"/> does, it makes <see
    /// cref="AdvanceClock"/> age the app's cache, too. Advancing it fires no timers: they follow the clock in the options.
    /// </summary>
    public TimeProvider TimeProvider => _workspace.Clock;

    /// <summary>
    /// Advances the clock of the service, and of every app that uses <see cref="TimeProvider"/>: expiry of keys, windows of rate limits,
    /// refills, cached results. A delay in progress is not shortened.
    /// </summary>
    /// <param name="by">The time to advance by; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or the clock would pass the year 9999.</exception>
    public void AdvanceClock(TimeSpan by) => _workspace.Clock.Advance(by);

    /// <summary>Returns how many requests an endpoint has received since the service started, failed ones included.</summary>
    /// <param name="endpoint">The endpoint, such as <c>keys.verifyKey</c>.</param>
    /// <returns>The number of requests.</returns>
    /// <exception cref="ArgumentException">The service has no such endpoint.</exception>
    public int CallCount(string endpoint)
    {
        EndpointTable.RequireName(endpoint, nameof(endpoint));
        return _counts.Of(endpoint);
    }

    /// <summary>Returns how many credits verifications of a key were charged since the service started.</summary>
    /// <param name="keyId">The id of the key, which may have been deleted since.</param>
    /// <returns>The number of credits.</returns>
    /// <exception cref="ArgumentException">
    /// The service has no such key. A permanently deleted key is found only if it was charged credits.
    /// </exception>
    public long CreditsCharged(string keyId)
    {
        ArgumentNullException.ThrowIfNull(keyId);
        var charged = _workspace.Charges.Of(keyId);
        return charged > 0 || _workspace.Store.Current.Keys.Find(keyId) is not null
            ? charged
            : throw new ArgumentException("The service has no key with this id; pass KeyId, not the text of a key.", nameof(keyId));
    }

    /// <summary>Checks how many requests an endpoint has received since the service started.</summary>
    /// <param name="endpoint">The endpoint, such as <c>keys.verifyKey</c>.</param>
    /// <param name="times">The expected number of requests.</param>
    /// <exception cref="ArgumentException">The service has no such endpoint.</exception>
    /// <exception cref="LocalAssertionException">The endpoint received another number of requests.</exception>
    public void ShouldHaveReceived(string endpoint, int times)
    {
        if (CallCount(endpoint) is var seen && seen != times)
        {
            throw new LocalAssertionException($"{endpoint} was called {seen} times; it should have been {times}.");
        }
    }

    /// <summary>Checks how many credits verifications of a key were charged since the service started.</summary>
    /// <param name="keyId">The id of the key, which may have been deleted since.</param>
    /// <param name="credits">The expected number of credits.</param>
    /// <exception cref="ArgumentException">The service has no such key; see <see cref="CreditsCharged"/>.</exception>
    /// <exception cref="LocalAssertionException">The key was charged another number of credits.</exception>
    public void ShouldHaveCharged(string keyId, long credits)
    {
        if (CreditsCharged(keyId) is var charged && charged != credits)
        {
            throw new LocalAssertionException($"The key {keyId} was charged {charged} credits; it should have been {credits}.");
        }
    }

    private T Client<T>()
        where T : notnull => _clients.Value.GetRequiredService<T>();

    private ServiceProvider CreateClients() =>
        new ServiceCollection()
            .AddKeyServiceClient(options => (options.BaseAddress, options.RootKey) = (Address, RootKey))
            .Services.BuildServiceProvider();
}
