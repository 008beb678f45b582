using ApiKeyAuth.Testing;
using Grpc.Core;

namespace ApiKeyAuth.Frameworks.Tests.Grpc;

/// <summary>What the key service is asked for the attributes of gRPC services and methods.</summary>
public sealed class DemandTests
{
    private static async Task<string> AskedAsync(Func<Orders.OrdersClient, CallOptions, AsyncUnaryCall<Order>> call)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: """ "permissions":["orders.write"] """));
        await using var app = await OrdersApp.StartAsync(service);

        await call(app.Client, OrdersApp.With("key_text"));

        return Assert.Single(service.Calls).Body;
    }

    [Fact]
    public async Task Attributes_of_the_service_count_for_its_methods() => Assert.Equal(
        """{"key":"key_text","credits":{"cost":2},"tags":["orders"]}""",
        await AskedAsync((client, options) => client.ReadAsync(new Order(), options)));

    [Fact]
    public async Task Attributes_of_a_method_go_before_those_of_its_service_or_add_to_them() => Assert.Equal(
        """{"key":"key_text","permissions":"orders.write","credits":{"cost":5},"tags":["orders","write"]}""",
        await AskedAsync((client, options) => client.WriteAsync(new Order(), options)));

    [Fact]
    public async Task Rate_limit_of_a_method_is_counted() => Assert.Equal(
        """{"key":"key_text","credits":{"cost":2},"ratelimits":[{"name":"exports","cost":10}],"tags":["orders"]}""",
        await AskedAsync((client, options) => client.ExportAsync(new Order(), options)));
}
