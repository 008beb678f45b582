using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.Frameworks.Tests.Grpc;

public sealed class HealthService : Health.HealthBase
{
    public override Task<Order> Check(Order request, ServerCallContext context) => Task.FromResult(request);
}

[Authorize]
[CreditCost(2)]
[ApiKeyTags("orders")]
public sealed class OrdersService : Orders.OrdersBase
{
    public override Task<Order> Read(Order request, ServerCallContext context) =>
        Task.FromResult(new Order { Text = context.GetHttpContext().GetApiKey()!.KeyId });

    [RequirePermission("orders.write")]
    [CreditCost(5)]
    [ApiKeyTags("write")]
    public override Task<Order> Write(Order request, ServerCallContext context) => Task.FromResult(request);

    [ApiKeyRateLimit("exports", Cost = 10)]
    public override Task<Order> Export(Order request, ServerCallContext context) => Task.FromResult(request);

    public override async Task List(Order request, IServerStreamWriter<Order> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(request, context.CancellationToken);
        await responseStream.WriteAsync(request, context.CancellationToken);
    }

    public override async Task<Order> Collect(IAsyncStreamReader<Order> requestStream, ServerCallContext context)
    {
        var texts = new List<string>();
        await foreach (var order in requestStream.ReadAllAsync(context.CancellationToken))
        {
            texts.Add(order.Text);
        }

        return new Order { Text = string.Join(',', texts) };
    }

    public override async Task Watch(
        IAsyncStreamReader<Order> requestStream, IServerStreamWriter<Order> responseStream, ServerCallContext context)
    {
        await foreach (var order in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(order, context.CancellationToken);
        }
    }
}
