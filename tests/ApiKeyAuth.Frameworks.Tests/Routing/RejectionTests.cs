using System.Net;
using ApiKeyAuth.Frameworks.Tests.Grpc;
using ApiKeyAuth.Testing;
using Asp.Versioning;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Frameworks.Tests.Routing;

/// <summary>What packages answer in the place of the app is not charged under a fallback policy.</summary>
public sealed class RejectionTests
{
    private const string Charged = """{"key":"key_text"}""";
    private const string Free = """{"key":"key_text","credits":{"cost":0}}""";

    private static void UseFallbackPolicy(WebApplicationBuilder builder)
    {
        builder.AddApiKeyAuthentication();
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    [Theory]
    [InlineData("GET", "/orders?api-version=1.0", 200, Charged)]
    [InlineData("GET", "/orders?api-version=9.0", 400, Free)]
    [InlineData("GET", "/orders?api-version=none", 400, Free)]
    [InlineData("GET", "/orders", 400, Free)]
    [InlineData("POST", "/orders?api-version=1.0", 405, Free)]
    public async Task Version_that_the_app_does_not_have_is_not_charged(string method, string path, int status, string call)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"credits\":5"));
        await using var app = await KestrelApp.StartAsync(
            service.Address,
            "root_key",
            HttpProtocols.Http1,
            builder =>
            {
                UseFallbackPolicy(builder);
                builder.Services.AddApiVersioning(options => options.ApiVersionReader = new QueryStringApiVersionReader());
            },
            app =>
            {
                var versions = app.NewApiVersionSet().HasApiVersion(new ApiVersion(1, 0)).Build();
                app.MapGet("/orders", () => "ok").WithApiVersionSet(versions).MapToApiVersion(1.0);
            });
        using var client = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new("Bearer", "key_text");

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal(call, Assert.Single(service.Calls).Body);
    }

    [Theory]
    [InlineData("tests.Nobody", "Read")]
    [InlineData("orders.Orders", "Unknown")]
    public async Task Call_that_no_grpc_service_implements_is_not_charged(string name, string method)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"credits\":5"));
        await using var app = await KestrelApp.StartAsync(
            service.Address,
            "root_key",
            HttpProtocols.Http2,
            builder =>
            {
                UseFallbackPolicy(builder);
                builder.Services.AddGrpc();
            },
            app => app.MapGrpcService<OrdersService>());
        using var channel = GrpcChannel.ForAddress(app.Address);
        var marshaller = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);
        var call = channel.CreateCallInvoker().AsyncUnaryCall(
            new Method<byte[], byte[]>(MethodType.Unary, name, method, marshaller, marshaller), null, OrdersApp.With("key_text"), []);

        var exception = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

        Assert.Equal(StatusCode.Unimplemented, exception.StatusCode);
        Assert.Equal(Free, Assert.Single(service.Calls).Body);
    }
}
