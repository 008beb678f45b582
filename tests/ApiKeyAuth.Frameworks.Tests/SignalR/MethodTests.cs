using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ApiKeyAuth.Frameworks.Tests.SignalR;

/// <summary>What methods of hubs ask of callers.</summary>
public sealed class MethodTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Method_needs_its_permission()
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<OrdersHub>("/hub"));
        app.AddKey("reader", credits: null, "orders.read");
        var key = app.AddKey("writer", credits: null, "orders.write");
        var (reader, writer) = (app.Connection("reader"), app.Connection("writer"));
        await reader.StartAsync(Cancellation);
        await writer.StartAsync(Cancellation);

        await Assert.ThrowsAsync<HubException>(() => reader.InvokeAsync<string>("Write", Cancellation));

        Assert.Equal(key.KeyId, await writer.InvokeAsync<string>("Write", Cancellation));
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Methods_declare_queries_and_text_in_their_code_is_one_permission(HttpTransportType transport)
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<QueryHub>("/{team}/hub"));
        app.AddKey("reader", credits: null, "orders.read");
        var (orders, others) = (app.Connection("reader", transport, hub: "orders/hub"), app.Connection("reader", transport, hub: "others/hub"));
        await orders.StartAsync(Cancellation);
        await others.StartAsync(Cancellation);

        Assert.True(await orders.InvokeAsync<bool>("ByName", Cancellation));
        Assert.True(await orders.InvokeAsync<bool>("ByRoute", Cancellation));
        await Assert.ThrowsAsync<HubException>(() => others.InvokeAsync<bool>("ByRoute", Cancellation));
        Assert.True(await orders.InvokeAsync<bool>("Check", "orders.read", Cancellation));
        Assert.False(await orders.InvokeAsync<bool>("Check", "zzz.read OR orders.read", Cancellation));
        Assert.False(await orders.InvokeAsync<bool>("Check", "zzz.read OR orders.write", Cancellation));
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Hub_that_asks_on_methods_only_knows_who_sent_a_key(HttpTransportType transport)
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<MixedHub>("/hub").WithCreditCost(2));
        var key = app.AddKey("writer", credits: 9, "orders.write");
        var connection = app.Connection("writer", transport);
        await connection.StartAsync(Cancellation);

        Assert.Equal(key.KeyId, await connection.InvokeAsync<string>("Open", Cancellation));
        Assert.Equal(key.KeyId, await connection.InvokeAsync<string>("WhoAmI", Cancellation));
        Assert.Equal(key.KeyId, await connection.InvokeAsync<string>("Write", Cancellation));
        app.Service.ShouldHaveCharged(key.KeyId, 2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("unknown_key")]
    public async Task Hub_that_asks_on_methods_only_rejects_strangers_there(string? key)
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<MixedHub>("/hub"));
        var connection = app.Connection(key);
        await connection.StartAsync(Cancellation);

        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<string>("WhoAmI", Cancellation));
        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<string>("Write", Cancellation));

        Assert.Equal("nobody", await connection.InvokeAsync<string>("Open", Cancellation));
    }

    [Fact]
    public async Task Optional_key_on_the_hub_rejects_bad_ones_at_the_door()
    {
        await using var app = await HubApp.StartAsync(app => app.MapHub<MixedHub>("/hub").WithOptionalApiKey());
        var key = app.AddKey("good_key");
        var (stranger, known) = (app.Connection((string?)null), app.Connection("good_key"));

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => app.Connection("unknown_key").StartAsync(Cancellation));
        await stranger.StartAsync(Cancellation);
        await known.StartAsync(Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("nobody", await stranger.InvokeAsync<string>("Open", Cancellation));
        Assert.Equal(key.KeyId, await known.InvokeAsync<string>("WhoAmI", Cancellation));
    }
}
