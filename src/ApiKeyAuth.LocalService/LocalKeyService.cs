using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Seeding;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.LocalService;

/// <summary>
/// Hosts a key service that implements the Unkey v2 protocol in this process, for development and tests. Without a data file it starts
/// empty
/// and loses its data when it is disposed. It stores keys and root keys as hashes only.
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

    /// <summary>Gets the base address of the service, with the port that it listens on.</summary>
    public Uri Address { get; }

    /// <summary>Gets a root key that holds every permission: the one from the options, or a generated one.</summary>
    public string RootKey { get; }

    /// <summary>Starts a service. It accepts requests when the task completes.</summary>
    /// <param name="configure">
    /// Sets the options. The default is null: loopback, a free port, the system clock and a generated root key.
    /// </param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The running service; dispose it to stop it.</returns>
    /// <exception cref="ArgumentException">An option has an invalid value; the message names the option.</exception>
    /// <exception cref="InvalidDataException">The seed file contains an invalid value; the message names its path in the file.</exception>
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
            workspace.Store.Write(transaction => InitialState.Apply(transaction, rootKey, options.RootKey is null, options.RevokeStoredRootKeys, today));
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
    /// <param name="name">The name of the API.</param>
    /// <param name="apiId">The id of the API. The default is null: an id is generated.</param>
    /// <returns>The API.</returns>
    /// <exception cref="ArgumentException">The id is taken.</exception>
    public LocalApi AddApi(string name, string? apiId = null) => AddApi(new ApiSeed { Name = name, ApiId = apiId });

    /// <summary>Adds an API with the settings of a seed.</summary>
    /// <param name="seed">The settings of the API.</param>
    /// <returns>The API.</returns>
    /// <exception cref="ArgumentException">The id or the keyspace id is taken, or the keyspace id is empty or too long.</exception>
    public LocalApi AddApi(ApiSeed seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        return _workspace.Store.Write(transaction => InitialState.AddApi(transaction, seed));
    }

    /// <summary>Adds a key, and the identity, roles and permissions of the seed that do not exist yet.</summary>
    /// <param name="seed">The settings of the key.</param>
    /// <returns>The key, with its text.</returns>
    /// <exception cref="ArgumentException">
    /// The API does not exist, the key or its id is taken, or a value is invalid in the protocol, too. Nothing was added.
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
    /// <param name="permissions">
    /// The permissions of the root key (<see cref="RootKeySeed.Permissions"/>). If empty, it holds every permission.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The text is empty, or a permission begins with <c>unkey:</c> and is not a resource name.
    /// </exception>
    public void AddRootKey(string rootKey, params string[] permissions) =>
        AddRootKey(new RootKeySeed { RootKey = rootKey, Permissions = permissions });

    /// <summary>Adds a root key, or replaces the one with the same text.</summary>
    /// <param name="seed">The settings of the root key.</param>
    /// <exception cref="ArgumentException">
    /// The text is empty, or a permission begins with <c>unkey:</c> and is not a resource name.
    /// </exception>
    public void AddRootKey(RootKeySeed seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        ArgumentException.ThrowIfNullOrWhiteSpace(seed.RootKey);
        _workspace.Store.Write(transaction => transaction.Put(RootKeys.Create(seed)));
    }

    /// <summary>Revokes a root key, which may be one of an earlier start. Calls with it fail with 401.</summary>
    /// <param name="rootKey">The text of the root key.</param>
    /// <returns>True if the service had this root key.</returns>
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

    /// <summary>Adds a namespace of stand-alone rate limits. Calls of <c>ratelimit.limit</c> create missing namespaces, too.</summary>
    /// <param name="name">The name of the namespace.</param>
    /// <param name="deleted">True for a namespace that was deleted, so that limits in it fail with 410. The default is false.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void AddNamespace(string name, bool deleted = false) =>
        _workspace.Store.Write(transaction => InitialState.AddNamespace(transaction, name, deleted));

    /// <summary>Adds a migration, under which <c>keys.migrateKeys</c> can import keys.</summary>
    /// <param name="migrationId">The id of the migration, as it is sent in the member <c>migrationId</c>.</param>
    /// <param name="scheme">The scheme of the imported hashes. The default is <see cref="MigrationScheme.Sha256"/>.</param>
    public void AddMigration(string migrationId, MigrationScheme scheme = MigrationScheme.Sha256)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(migrationId);
        _workspace.Store.Write(transaction => transaction.Put(new Migration(migrationId, scheme)));
    }

    /// <summary>Stops the service. Without a data file its data is lost.</summary>
    /// <returns>A task that completes when the address and the data file are released.</returns>
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
