using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests;

/// <summary>Code that blocks, on a thread with a synchronization context, does not wait for itself.</summary>
public class BlockingTests
{
    [Fact]
    public async Task An_app_with_the_scheme_can_be_started_and_its_cache_evicted_by_a_thread_that_blocks()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.AddApiKeyAuthentication(options =>
        {
            options.BaseAddress = service.Address;
            options.RootKey = service.RootKey;
            options.WarmUp = true;
        });
        await using var app = builder.Build();
        app.MapGet("/", () => "ok").RequireAuthorization("keys.read");
        var cache = app.Services.GetRequiredService<IApiKeyCache>();

        await OneThread.WaitForAsync(
            () => app.StartAsync(TestContext.Current.CancellationToken),
            () => cache.EvictAsync("key_1").AsTask(),
            () => cache.EvictAllAsync().AsTask(),
            () => app.StopAsync(TestContext.Current.CancellationToken));
    }
}
