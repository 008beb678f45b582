using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using Grpc.Core;

namespace ApiKeyAuth.Frameworks.Tests.Grpc;

/// <summary>What gRPC clients see of refusals.</summary>
public sealed class RefusalTests
{
    private static readonly Order Order = new() { Text = "one" };

    private static Task<RpcException> RefusedAsync(AsyncUnaryCall<Order> call) =>
        Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

    private static string? Pushback(RpcException refused) => refused.Trailers.GetValue("grpc-retry-pushback-ms");

    [Fact]
    public async Task Key_in_the_metadata_lets_the_call_in()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = service.AddKey(new KeySeed { ApiId = service.AddApi("orders").ApiId, Key = "good_key" });
        await using var app = await OrdersApp.StartAsync(service);

        var order = await app.Client.ReadAsync(Order, OrdersApp.With("good_key"));

        Assert.Equal(key.KeyId, order.Text);
    }

    [Theory]
    [InlineData(null, "An API key is required.")]
    [InlineData("unknown_key", "The API key is not valid.")]
    [InlineData("two,keys", "The credential is malformed.")]
    public async Task Bad_key_is_unauthenticated(string? key, string detail)
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var app = await OrdersApp.StartAsync(service);

        var refused = await RefusedAsync(app.Client.ReadAsync(Order, OrdersApp.With(key)));

        Assert.Equal((StatusCode.Unauthenticated, detail, null), (refused.StatusCode, refused.Status.Detail, Pushback(refused)));
        Assert.StartsWith("Bearer", refused.Trailers.GetValue("www-authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_permission_is_permission_denied()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        service.AddKey(new KeySeed { ApiId = service.AddApi("orders").ApiId, Key = "reader", Permissions = ["orders.read"] });
        await using var app = await OrdersApp.StartAsync(service);

        var refused = await RefusedAsync(app.Client.WriteAsync(Order, OrdersApp.With("reader")));

        Assert.Equal(
            (StatusCode.PermissionDenied, "The API key lacks a permission for this.", null),
            (refused.StatusCode, refused.Status.Detail, Pushback(refused)));
    }

    [Fact]
    public async Task Spent_credits_are_resource_exhausted_with_no_time_to_come_back()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        service.AddKey(new KeySeed { ApiId = service.AddApi("orders").ApiId, Key = "poor", Credits = 1 });
        await using var app = await OrdersApp.StartAsync(service);

        var refused = await RefusedAsync(app.Client.ReadAsync(Order, OrdersApp.With("poor")));

        Assert.Equal(
            (StatusCode.ResourceExhausted, "The API key has too few credits left.", null),
            (refused.StatusCode, refused.Status.Detail, Pushback(refused)));
    }

    [Fact]
    public async Task Exceeded_limit_is_resource_exhausted_with_the_time_to_come_back()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        service.AddKey(new KeySeed
        {
            ApiId = service.AddApi("orders").ApiId,
            Key = "limited",
            RateLimits = [new LocalRateLimit("exports", 5, TimeSpan.FromMinutes(1))],
        });
        await using var app = await OrdersApp.StartAsync(service);

        var refused = await RefusedAsync(app.Client.ExportAsync(Order, OrdersApp.With("limited")));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.InRange(int.Parse(Pushback(refused)!, CultureInfo.InvariantCulture), 1000, 60_000);
        Assert.Equal($"{refused.Trailers.GetValue("retry-after")}000", Pushback(refused));
    }

    [Fact]
    public async Task Outage_is_unavailable_with_the_time_to_come_back()
    {
        await using var service = await ScriptedService.StartAsync(500, "");
        await using var app = await OrdersApp.StartAsync(service);

        var refused = await RefusedAsync(app.Client.ReadAsync(Order, OrdersApp.With("any_key")));

        Assert.Equal((StatusCode.Unavailable, "API keys cannot be verified at the moment."), (refused.StatusCode, refused.Status.Detail));
        Assert.Contains(Pushback(refused), new[] { "1000", "2000", "3000" });
    }

    [Fact]
    public async Task Verification_that_the_service_rejects_is_internal()
    {
        await using var service = await ScriptedService.StartAsync(422, Answers.Error(422, "unkey/application/invalid_input"));
        await using var app = await OrdersApp.StartAsync(service);

        var refused = await RefusedAsync(app.Client.ReadAsync(Order, OrdersApp.With("any_key")));

        Assert.Equal(
            (StatusCode.Internal, "API keys cannot be verified as this app is configured.", null),
            (refused.StatusCode, refused.Status.Detail, Pushback(refused)));
    }

    [Fact]
    public async Task Service_without_authorization_needs_no_key_and_asks_nobody()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var app = await OrdersApp.StartAsync(service);

        var order = await app.Health.CheckAsync(Order, OrdersApp.With("any_key"));

        Assert.Equal("one", order.Text);
        service.ShouldHaveReceived("keys.verifyKey", times: 0);
    }

    [Theory]
    [InlineData("application/grpc", "application/grpc")]
    [InlineData("application/GRPC+proto", "application/grpc")]
    [InlineData("application/grpc-web", "application/grpc-web")]
    [InlineData("application/grpc-web-text; charset=utf-8", "application/grpc-web-text")]
    public async Task Rejection_is_trailers_only_in_the_callers_own_format(string contentType, string answered)
    {
        using var response = await PostAsync(contentType);

        Assert.Equal((HttpStatusCode.OK, answered), (response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        Assert.Equal(("16", "An API key is required."), (Header(response, "grpc-status"), Header(response, "grpc-message")));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpcish")]
    [InlineData("application/grpc-other")]
    public async Task Other_callers_get_a_problem(string contentType)
    {
        using var response = await PostAsync(contentType);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.False(response.Headers.Contains("grpc-status"));
    }

    private static async Task<HttpResponseMessage> PostAsync(string contentType)
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var app = await OrdersApp.StartAsync(service);
        using var client = new HttpClient();
        using var content = new ByteArrayContent([0, 0, 0, 0, 0]);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, "/orders.Orders/Read"))
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string Header(HttpResponseMessage response, string name) =>
        Assert.Single(response.Headers.GetValues(name));
}
