using ApiKeyAuth.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.LocalService;

public sealed partial class LocalKeyService
{
    private readonly Lazy<ServiceProvider> _clients;

    /// <summary>What goes wrong with the next calls.</summary>
    public LocalFaults Faults { get; }

    /// <summary>The calls of <c>keys.*</c> to this service, with its root key.</summary>
    public IKeysApi Keys => Client<IKeysApi>();

    /// <summary>The calls of <c>apis.*</c> to this service, with its root key.</summary>
    public IApisApi Apis => Client<IApisApi>();

    /// <summary>The calls of <c>identities.*</c> to this service, with its root key.</summary>
    public IIdentitiesApi Identities => Client<IIdentitiesApi>();

    /// <summary>The calls of <c>permissions.*</c> to this service, with its root key.</summary>
    public IPermissionsApi Permissions => Client<IPermissionsApi>();

    /// <summary>The calls of <c>ratelimit.*</c> to this service, with its root key.</summary>
    public IRatelimitApi Ratelimits => Client<IRatelimitApi>();

    /// <summary>The calls of <c>analytics.*</c> to this service, with its root key.</summary>
    public IAnalyticsApi Analytics => Client<IAnalyticsApi>();

    /// <summary>The time that the service goes by: that of its options, and what it was advanced by.</summary>
    public DateTimeOffset Now => _workspace.Now;

    /// <summary>
    /// Sets the clock of the service forward: expiry, windows of rate limits, refills. A delay in progress takes no notice.
    /// </summary>
    /// <param name="by">How far; not negative.</param>
    public void AdvanceClock(TimeSpan by) => _workspace.Clock.Advance(by);

    /// <summary>How many requests a procedure has received so far, whatever came of them.</summary>
    /// <param name="endpoint">The procedure, such as <c>keys.verifyKey</c>.</param>
    /// <returns>The number; 0 for an unknown procedure.</returns>
    public int CallCount(string endpoint) => _counts.Of(endpoint);

    /// <summary>How many credits verifications of a key have spent since the service started.</summary>
    /// <param name="keyId">The id of the key.</param>
    /// <returns>The number; 0 for an unknown key.</returns>
    public long CreditsSpent(string keyId) => _workspace.Spent.Of(keyId);

    /// <summary>Checks how many requests a procedure has received so far.</summary>
    /// <param name="endpoint">The procedure, such as <c>keys.verifyKey</c>.</param>
    /// <param name="times">How many it should be.</param>
    /// <exception cref="LocalAssertionException">It is another number.</exception>
    public void ShouldHaveReceived(string endpoint, int times)
    {
        if (CallCount(endpoint) is var seen && seen != times)
        {
            throw new LocalAssertionException($"{endpoint} was called {seen} times; it should have been {times}.");
        }
    }

    /// <summary>Checks how many credits verifications of a key have spent since the service started.</summary>
    /// <param name="keyId">The id of the key.</param>
    /// <param name="credits">How many it should be.</param>
    /// <exception cref="LocalAssertionException">It is another number.</exception>
    public void ShouldHaveSpent(string keyId, long credits)
    {
        if (CreditsSpent(keyId) is var spent && spent != credits)
        {
            throw new LocalAssertionException($"The key {keyId} has spent {spent} credits; it should have been {credits}.");
        }
    }

    private T Client<T>()
        where T : notnull => _clients.Value.GetRequiredService<T>();

    private ServiceProvider CreateClients() =>
        new ServiceCollection()
            .AddKeyServiceClient(options => (options.BaseAddress, options.RootKey) = (Address, RootKey))
            .BuildServiceProvider();
}
