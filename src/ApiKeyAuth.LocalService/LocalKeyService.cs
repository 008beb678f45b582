using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Seeding;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.LocalService;

/// <summary>
/// A key service that speaks the Unkey v2 protocol, hosted in this process for development and tests. It starts empty and forgets
/// everything when it is disposed, unless it has a data file; of keys and root keys it stores hashes only.
/// </summary>
public sealed partial class LocalKeyService : IAsyncDisposable
{
    private readonly KestrelHost _host;
    private readonly Workspace _workspace;
    private readonly CallCounts _counts;

    private LocalKeyService(KestrelHost host, Workspace workspace, CallCounts counts, LocalFaults faults, string rootKey)
    {
        Faults = faults;
        _clients = new Lazy<ServiceProvider>(CreateClients);
        _host = host;
        _workspace = workspace;
        _counts = counts;
        RootKey = rootKey;
        Address = host.Address;
    }

    /// <summary>The base address of the service, with the port it really listens on.</summary>
    public Uri Address { get; }

    /// <summary>A root key that holds every permission: the one of the options, or a generated one.</summary>
    public string RootKey { get; }

    /// <summary>Starts a service. It answers when the task is done.</summary>
    /// <param name="configure">Sets the options. Default: loopback, a free port, the system's clock, a generated root key.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The running service; dispose it to stop it.</returns>
    /// <exception cref="ArgumentException">An option has a value that cannot be used; the message names it.</exception>
    /// <exception cref="InvalidDataException">Something in the seed file cannot be used; the message names the place in it.</exception>
    /// <exception cref="IOException">
    /// The address is taken or cannot be bound, or the data file is in use by another process, damaged, written by a newer version
    /// or cannot be opened; the message names it.
    /// </exception>
    public static async Task<LocalKeyService> StartAsync(
        Action<LocalKeyServiceOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new LocalKeyServiceOptions();
        configure?.Invoke(options);
        options.Validate();
        var address = options.ListenAddress();
        var workspace = Workspace.Open(options);
        try
        {
            var rootKey = options.RootKey ?? KeyText.Generate("unkey", KeyText.DefaultByteLength);
            var today = DateOnly.FromDateTime(workspace.Now.UtcDateTime);
            workspace.Store.Write(transaction => InitialState.Begin(transaction, rootKey, options.RootKey is null, options.RevokeStoredRootKeys, today));
            if (options.SeedFile is { } seeds)
            {
                workspace.Store.Write(transaction => SeedFile.Apply(seeds, transaction, workspace.Now));
            }

            var counts = new CallCounts();
            var faults = new LocalFaults();
            var control = options.Control ? new ControlEndpoint(workspace, counts, faults) : null;
            var pipeline = new RequestPipeline(workspace, counts, faults, control, options.MaxRequestBodyBytes);
            var host = await KestrelHost.StartAsync(address, pipeline, cancellationToken).ConfigureAwait(false);
            return new LocalKeyService(host, workspace, counts, faults, rootKey);
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }

    /// <summary>Adds an API.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="apiId">Its id. Default: null, which generates one.</param>
    /// <returns>The API.</returns>
    /// <exception cref="ArgumentException">The id is taken.</exception>
    public LocalApi AddApi(string name, string? apiId = null) => AddApi(new ApiSeed { Name = name, ApiId = apiId });

    /// <summary>Adds an API with more than a name.</summary>
    /// <param name="seed">What the API is to be.</param>
    /// <returns>The API.</returns>
    /// <exception cref="ArgumentException">The id or the keyspace id is taken, or the keyspace id is empty or too long.</exception>
    public LocalApi AddApi(ApiSeed seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        return _workspace.Store.Write(transaction => InitialState.AddApi(transaction, seed));
    }

    /// <summary>Adds a key, and with it the identity, roles and permissions that it names and that do not exist yet.</summary>
    /// <param name="seed">What the key is to be.</param>
    /// <returns>The key, with its text.</returns>
    /// <exception cref="ArgumentException">
    /// There is no such API, the key or its id is taken, or a value could not have come by the protocol either; nothing was added.
    /// </exception>
    public LocalKey AddKey(KeySeed seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        var now = _workspace.Now;
        _workspace.Store.RefillUpToAsync(DateOnly.FromDateTime(now.UtcDateTime)).GetAwaiter().GetResult();
        try
        {
            return _workspace.Store.Write(transaction => InitialState.AddKey(transaction, seed, now));
        }
        catch (ErrorResponseException error)
        {
            throw new ArgumentException(error.Message, nameof(seed), error);
        }
    }

    /// <summary>Adds a root key, or replaces its permissions.</summary>
    /// <param name="rootKey">The text of the root key.</param>
    /// <param name="permissions">Its permissions (<see cref="RootKeySeed.Permissions"/>). With none it holds every permission.</param>
    /// <exception cref="ArgumentException">The text is empty, or a permission begins with <c>unkey:</c> and is not a resource name.</exception>
    public void AddRootKey(string rootKey, params string[] permissions) =>
        AddRootKey(new RootKeySeed { RootKey = rootKey, Permissions = permissions });

    /// <summary>Adds a root key, or replaces the one with the same text.</summary>
    /// <param name="seed">What the root key is to be.</param>
    /// <exception cref="ArgumentException">The text is empty, or a permission begins with <c>unkey:</c> and is not a resource name.</exception>
    public void AddRootKey(RootKeySeed seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentException.ThrowIfNullOrWhiteSpace(seed.RootKey);
        _workspace.Store.Write(transaction => transaction.Put(RootKeys.Create(seed)));
    }

    /// <summary>Revokes a root key, one of an earlier start included: calls with it are answered 401.</summary>
    /// <param name="rootKey">The text of the root key.</param>
    /// <returns>Whether there was such a root key.</returns>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public bool RevokeRootKey(string rootKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(rootKey);
        return _workspace.Store.Write(transaction =>
        {
            if (!transaction.State.RootKeys.TryGetValue(KeyText.Hash(rootKey.Trim()), out var stored))
            {
                return false;
            }

            transaction.Remove(stored);
            return true;
        });
    }

    /// <summary>Adds a namespace of stand-alone rate limits. A call of <c>ratelimit.limit</c> creates the one it names, too.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="deleted">Whether it is one that was deleted, so that limits in it are answered 410. Default: false.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void AddNamespace(string name, bool deleted = false) =>
        _workspace.Store.Write(transaction => InitialState.AddNamespace(transaction, name, deleted));

    /// <summary>Lets keys be imported by <c>keys.migrateKeys</c> under this migration.</summary>
    /// <param name="migrationId">The id that the calls name.</param>
    /// <param name="scheme">How the imported hashes were made.</param>
    public void AddMigration(string migrationId, MigrationScheme scheme = MigrationScheme.Sha256)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(migrationId);
        _workspace.Store.Write(transaction => transaction.Put(new Migration(migrationId, scheme)));
    }

    /// <summary>Stops the service; what it stored is gone, unless it has a data file.</summary>
    /// <returns>A task that is done when the address and the data file are free.</returns>
    public async ValueTask DisposeAsync()
    {
        await _workspace.StopAsync().ConfigureAwait(false);
        if (_clients.IsValueCreated)
        {
            await _clients.Value.DisposeAsync().ConfigureAwait(false);
        }

        await _host.DisposeAsync().ConfigureAwait(false);
        _workspace.Dispose();
    }
}
