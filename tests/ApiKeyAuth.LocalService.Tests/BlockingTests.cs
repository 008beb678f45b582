using System.Reflection;
using ApiKeyAuth.Testing;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Code that blocks on a service, on a thread with a synchronization context, does not deadlock.</summary>
public class BlockingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_can_be_started_used_and_disposed_by_a_thread_that_blocks(bool stored)
    {
        using var folder = new DataFolder();
        LocalKeyService service = null!;
        await OneThread.WaitForAsync(
            async () => service = await LocalKeyService.StartAsync(folder.If(stored), TestContext.Current.CancellationToken).ConfigureAwait(false),
            () => Task.FromResult(service.AddKey(new KeySeed { ApiId = service.AddApi("orders").ApiId })),
            () => service.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_service_with_open_calls_can_be_disposed_by_a_thread_that_blocks()
    {
        var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(service.Address.Host, service.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("POST /v2/keys.ver"u8.ToArray(), TestContext.Current.CancellationToken);

        await OneThread.WaitForAsync(() => service.DisposeAsync().AsTask());
    }

    [Fact]
    public void Every_asynchronous_member_of_a_service_is_known_here()
    {
        var asynchronous = typeof(LocalKeyService).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal))
            .Select(method => method.Name)
            .Order(StringComparer.Ordinal);

        Assert.Equal(["DisposeAsync", "StartAsync"], asynchronous);
    }
}
