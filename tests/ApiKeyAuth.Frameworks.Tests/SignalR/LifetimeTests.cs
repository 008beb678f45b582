using System.Net;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.Frameworks.Tests.SignalR;

/// <summary>What becomes of a connection when its key is used up, revoked or expires.</summary>
public sealed class LifetimeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Last_credits_pay_for_a_connection_to_its_end(HttpTransportType transport)
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub").WithCreditCost(5));
        var key = app.AddKey("metered_key", credits: 5);
        var connection = app.Connection("metered_key", transport);
        await connection.StartAsync(Cancellation);

        Assert.Equal(key.KeyId, await connection.InvokeAsync<string>("WhoAmI", Cancellation));
        await connection.StopAsync(Cancellation);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => connection.StartAsync(Cancellation));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        app.Service.ShouldHaveCharged(key.KeyId, 5);
    }

    [Fact]
    public async Task Revoked_key_works_until_its_connection_ends()
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub"));
        var key = app.AddKey("good_key");
        var connection = app.Connection("good_key");
        await connection.StartAsync(Cancellation);
        await app.Service.Keys.DeleteKeyAsync(new DeleteKeyRequest { KeyId = key.KeyId }, Cancellation);
        await app.Cache.EvictAsync(key.KeyId);

        Assert.Equal(key.KeyId, await connection.InvokeAsync<string>("WhoAmI", Cancellation));
        await connection.StopAsync(Cancellation);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => connection.StartAsync(Cancellation));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Connection_knows_when_its_key_expires_and_may_end_then()
    {
        // SignalR's own clock is the system's: by it the key has expired long ago.
        var time = new FakeTimeProvider(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var expires = time.GetUtcNow().AddHours(1);
        await using var app = await HubApp.StartAsync(
            app =>
            {
                app.MapHub<OrdersHub>("/hub");
                app.MapHub<OrdersHub>("/ending", options => options.CloseOnAuthenticationExpiration = true);
            },
            time);
        app.AddKey("expiring_key", expires);
        var lasting = app.Connection("expiring_key");
        var ending = app.Connection("expiring_key", hub: "ending");
        var ended = new TaskCompletionSource();
        ending.Closed += _ =>
        {
            ended.SetResult();
            return Task.CompletedTask;
        };

        await lasting.StartAsync(Cancellation);
        await ending.StartAsync(Cancellation);
        await ended.Task.WaitAsync(Cancellation);

        Assert.Equal(expires, await lasting.InvokeAsync<DateTimeOffset?>("ExpiresUtc", Cancellation));
    }
}
