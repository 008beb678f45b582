using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Client.Tests;

/// <summary>The client that apps manage keys with, on the address of a test.</summary>
internal sealed class ManagementClient : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public ManagementClient(
        Uri address, string rootKey = VerificationClient.RootKey, Action<KeyServiceClientOptions>? configure = null, ILoggerProvider? logs = null)
    {
        var services = new ServiceCollection();
        if (logs is not null)
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).Services.AddSingleton(logs));
        }

        services.AddKeyServiceClient(options =>
        {
            options.BaseAddress = address;
            options.RootKey = rootKey;
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
    }

    public IKeysApi Keys => _services.GetRequiredService<IKeysApi>();

    public IApisApi Apis => _services.GetRequiredService<IApisApi>();

    public IIdentitiesApi Identities => _services.GetRequiredService<IIdentitiesApi>();

    public IPermissionsApi Permissions => _services.GetRequiredService<IPermissionsApi>();

    public IRateLimitApi RateLimit => _services.GetRequiredService<IRateLimitApi>();

    public IAnalyticsApi Analytics => _services.GetRequiredService<IAnalyticsApi>();

    public ILivenessApi Liveness => _services.GetRequiredService<ILivenessApi>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
