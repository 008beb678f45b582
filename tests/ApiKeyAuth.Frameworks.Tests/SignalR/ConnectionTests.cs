using System.Net;
using System.Net.WebSockets;
using ApiKeyAuth.LocalService;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.Frameworks.Tests.SignalR;

/// <summary>How connections to a hub that needs a key are let in, and what they cost.</summary>
public sealed class ConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Key_in_the_header_pays_once_for_a_connection(HttpTransportType transport)
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub").WithCreditCost(5));
        var key = app.AddKey("metered_key", credits: 7);
        var connection = app.Connection("metered_key", transport);

        await connection.StartAsync(Cancellation);

        Assert.Equal(key.KeyId, await connection.InvokeAsync<string>("WhoAmI", Cancellation));
        Assert.Equal(key.KeyId, await connection.InvokeAsync<string>("WhoAmI", Cancellation));
        app.Service.ShouldHaveCharged(key.KeyId, 5);
        Assert.True(app.Service.CallCount("keys.verifyKey") >= 2, "The connection itself was not verified.");
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Key_in_the_query_works_where_the_hub_allows_it(HttpTransportType transport)
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub").AllowApiKeyFromQuery());
        var key = app.AddKey("metered_key", credits: 7);
        var connection = app.QueryConnection("metered_key", transport);

        await connection.StartAsync(Cancellation);

        Assert.Equal(key.KeyId, await connection.InvokeAsync<string>("WhoAmI", Cancellation));
        app.Service.ShouldHaveCharged(key.KeyId, 1);
    }

    [Fact]
    public async Task Key_in_the_query_counts_as_none_where_the_hub_does_not_allow_it()
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub"));
        app.AddKey("good_key");

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => app.QueryConnection("good_key").StartAsync(Cancellation));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        app.Service.ShouldHaveReceived("keys.verifyKey", times: 0);
    }

    [Fact]
    public async Task Web_socket_without_negotiation_pays_by_itself()
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub").AllowApiKeyFromQuery().WithCreditCost(3));
        var key = app.AddKey("metered_key", credits: 7);

        await app.Connection("metered_key", skipNegotiation: true).StartAsync(Cancellation);
        await app.QueryConnection("metered_key", skipNegotiation: true).StartAsync(Cancellation);

        app.Service.ShouldHaveCharged(key.KeyId, 6);
        app.Service.ShouldHaveReceived("keys.verifyKey", times: 2);
    }

    [Fact]
    public async Task Empty_id_does_not_open_a_connection_for_free()
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub"));
        var key = app.AddKey("metered_key", credits: 7);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer metered_key");

        await socket.ConnectAsync(new UriBuilder(app.Hub) { Scheme = "ws", Query = "id=" }.Uri, Cancellation);

        app.Service.ShouldHaveCharged(key.KeyId, 1);
    }

    [Fact]
    public async Task Negotiation_with_an_id_pays_like_any_other()
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub"));
        var key = app.AddKey("metered_key", credits: 7);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{app.Hub}/negotiate?negotiateVersion=1&id=made_up")
        {
            Headers = { { "Authorization", "Bearer metered_key" } },
        };

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        app.Service.ShouldHaveCharged(key.KeyId, 1);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Named_limit_counts_connections_not_their_requests(HttpTransportType transport)
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub").WithApiKeyRateLimit("connections"), new FakeTimeProvider());
        app.AddKey("limited_key", new LocalRateLimit("connections", 2, TimeSpan.FromHours(1)));

        await app.Connection("limited_key", transport).StartAsync(Cancellation);
        await app.Connection("limited_key", transport).StartAsync(Cancellation);
        var third = app.Connection("limited_key", transport);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => third.StartAsync(Cancellation));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("unknown_key", HttpStatusCode.Unauthorized)]
    [InlineData("reader", HttpStatusCode.Forbidden)]
    [InlineData("poor_writer", HttpStatusCode.TooManyRequests)]
    public async Task Negotiation_is_rejected_like_any_request(string? key, HttpStatusCode status)
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub").RequirePermission("orders.write"));
        app.AddKey("reader", credits: null, "orders.read");
        app.AddKey("poor_writer", credits: 0, "orders.write");

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => app.Connection(key).StartAsync(Cancellation));

        Assert.Equal(status, refused.StatusCode);
    }

    [Fact]
    public async Task Negotiation_is_503_in_an_outage()
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub"));
        app.Service.Faults.Add(LocalFault.Status(500));

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => app.Connection("any_key").StartAsync(Cancellation));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
    }

    [Fact]
    public async Task Connection_with_an_id_is_rejected_with_a_bad_key_all_the_same()
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub"));
        app.AddKey("good_key");
        var sent = new Queue<string>(["good_key", "unknown_key"]);
        var connection = app.Connection(() => sent.Dequeue());

        await Assert.ThrowsAnyAsync<Exception>(() => connection.StartAsync(Cancellation));

        Assert.Empty(sent);
        app.Service.ShouldHaveReceived("keys.verifyKey", times: 2);
        Assert.Equal(HubConnectionState.Disconnected, connection.State);
    }
}
