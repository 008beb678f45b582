using System.Net;
using ApiKeyAuth.Client;
using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace MinimalApi.Tests;

/// <summary>An app under test with a local key service, as the README shows it.</summary>
public sealed class LocalKeyServiceTests
{
    private static WebApplicationFactory<Program> AppWith(LocalKeyService service) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            foreach (var (setting, value) in TestTimeouts.Timeouts)
            {
                host.UseSetting(setting, value);
            }

            host.UseLocalKeyService(service);
        });

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    [Fact]
    public async Task Deleted_key_is_rejected_once_its_cached_result_has_expired()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var service = await LocalKeyService.StartAsync(cancellationToken: stop);
        var key = service.AddKey(new KeySeed { ApiId = service.AddApi("orders").ApiId, Permissions = ["keys.read"] });
        await using var app = AppWith(service);
        using var client = app.CreateClient().WithApiKey(key);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/me"));

        await service.Keys.DeleteKeyAsync(new DeleteKeyRequest { KeyId = key.KeyId }, stop);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/me"));

        service.AdvanceClock(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/me"));

        service.ShouldHaveReceived("keys.verifyKey", times: 2);
    }

    [Fact]
    public async Task Key_expires_for_app_and_service_at_once()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var service = await LocalKeyService.StartAsync(cancellationToken: stop);
        var key = service.AddKey(new KeySeed { ApiId = service.AddApi("orders").ApiId, Expires = service.Now.AddHours(1) });
        await using var app = AppWith(service);
        using var client = app.CreateClient().WithApiKey(key);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/me"));

        service.AdvanceClock(TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/me"));
    }

    [Fact]
    public async Task Management_calls_of_the_app_reach_the_same_service()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var service = await LocalKeyService.StartAsync(cancellationToken: stop);
        var writer = service.AddKey(new KeySeed { ApiId = service.AddApi("orders").ApiId, Permissions = ["keys.write"] });
        await using var app = AppWith(service);
        using var client = app.CreateClient().WithApiKey(writer);

        using var response = await client.DeleteAsync($"/keys/{writer.KeyId}", stop);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        service.ShouldHaveReceived("keys.deleteKey", times: 1);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/me"));
    }
}
