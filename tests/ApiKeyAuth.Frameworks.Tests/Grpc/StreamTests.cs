using ApiKeyAuth.LocalService;
using Grpc.Core;

namespace ApiKeyAuth.Frameworks.Tests.Grpc;

/// <summary>Streams in either direction: verified and paid for once, and refused before their first message.</summary>
public sealed class StreamTests
{
    private static readonly Order One = new() { Text = "one" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<LocalKeyService> StartServiceAsync() => LocalKeyService.StartAsync(cancellationToken: Cancellation);

    private static async Task<string> ReadAsync(IAsyncStreamReader<Order> stream)
    {
        var texts = new List<string>();
        await foreach (var order in stream.ReadAllAsync(Cancellation))
        {
            texts.Add(order.Text);
        }

        return string.Join(',', texts);
    }

    [Fact]
    public async Task Stream_is_paid_for_once()
    {
        await using var service = await StartServiceAsync();
        var key = service.AddKey(new KeySeed { ApiId = service.AddApi("orders").ApiId, Key = "metered", Credits = 6 });
        await using var app = await OrdersApp.StartAsync(service);
        var options = OrdersApp.With("metered");

        using var list = app.Client.List(One, options);
        Assert.Equal("one,one", await ReadAsync(list.ResponseStream));
        using var collect = app.Client.Collect(options);
        await collect.RequestStream.WriteAsync(One, Cancellation);
        await collect.RequestStream.WriteAsync(One, Cancellation);
        await collect.RequestStream.CompleteAsync();
        Assert.Equal("one,one", (await collect).Text);
        using var watch = app.Client.Watch(options);
        await watch.RequestStream.WriteAsync(One, Cancellation);
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation));
        await watch.RequestStream.CompleteAsync();

        service.ShouldHaveCharged(key.KeyId, credits: 6);
        service.ShouldHaveReceived("keys.verifyKey", times: 3);
    }

    [Fact]
    public async Task Rejected_stream_ends_before_its_first_message()
    {
        await using var service = await StartServiceAsync();
        await using var app = await OrdersApp.StartAsync(service);
        var options = OrdersApp.With("unknown");
        using var list = app.Client.List(One, options);
        using var collect = app.Client.Collect(options);
        using var watch = app.Client.Watch(options);

        var refusals = new[]
        {
            await Assert.ThrowsAsync<RpcException>(() => list.ResponseStream.MoveNext(Cancellation)),
            await Assert.ThrowsAsync<RpcException>(() => collect.ResponseAsync),
            await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(Cancellation)),
        };

        Assert.All(refusals, refused => Assert.Equal(
            (StatusCode.Unauthenticated, "The API key is not valid."), (refused.StatusCode, refused.Status.Detail)));
    }
}
