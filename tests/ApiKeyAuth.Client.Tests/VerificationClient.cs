using ApiKeyAuth.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Refit;

namespace ApiKeyAuth.Client.Tests;

/// <summary>The client that verification uses, on the address of a test.</summary>
internal sealed class VerificationClient : IAsyncDisposable
{
    public const string RootKey = "root_secret_of_the_test";
    public const string ApiKey = "api_secret_of_the_test";

    private readonly ServiceProvider _services;

    public VerificationClient(
        Uri address, Action<IServiceCollection>? before = null, Action<IServiceCollection>? after = null,
        TimeSpan? attempt = null, TimeSpan? total = null, ILoggerProvider? logs = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).Services.AddSingleton(logs ?? new CapturedLogs()));
        before?.Invoke(services);

        // By default patient: a busy machine is no outage.
        Connection = new KeyServiceConnection(address, RootKey, attempt ?? TimeSpan.FromSeconds(20), total ?? TimeSpan.FromSeconds(30));
        KeyServiceHttpClient.Configure(
            services.AddKeyedRefitGeneratedClient<IKeysApi>("test", KeyServiceRefitSettings.Create(KeyServicePurpose.Verification), "verification"),
            KeyServicePurpose.Verification, _ => Connection);
        after?.Invoke(services);
        _services = services.BuildServiceProvider();
        Keys = _services.GetRequiredKeyedService<IKeysApi>("test");
    }

    public IKeysApi Keys { get; }

    /// <summary>Read for every call.</summary>
    public KeyServiceConnection Connection { get; set; }

    public Task<KeyServiceResponse<VerifyKeyResult>> VerifyAsync() =>
        Keys.VerifyKeyAsync(new VerifyKeyRequest { Key = ApiKey }, TestContext.Current.CancellationToken);

    public Task<KeyServiceException> FailAsync() => Assert.ThrowsAsync<KeyServiceException>(VerifyAsync);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
