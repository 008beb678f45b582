using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace ApiKeyAuth.Client.Tests;

/// <summary>What an app puts on each of its clients, and so on ours.</summary>
internal static class AppDefaults
{
    /// <summary>Every kind of handler that repeats requests.</summary>
    public static void AddResilience(IServiceCollection services) => services.ConfigureHttpClientDefaults(client =>
    {
        client.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.FromMilliseconds(1));
        client.AddStandardHedgingHandler();
        client.AddTransientHttpErrorPolicy(policy => policy.RetryAsync(3));
    });
}
