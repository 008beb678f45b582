using System.Net.Sockets;
using ApiKeyAuth.Testing;

namespace ApiKeyAuth.Tests;

/// <summary>The fault matrix opens some hundred of these services: a rare fault of theirs would be blamed on the library.</summary>
public sealed class RawServiceTests
{
    [Fact]
    public async Task Service_stops_at_any_moment_of_accepting()
    {
        for (var round = 0; round < 200; round++)
        {
            var service = new RawService(connection => connection.ReadRequestAsync());
            using var caller = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await caller.ConnectAsync(service.Address.Host, service.Address.Port, TestContext.Current.CancellationToken);
            await service.DisposeAsync();
        }
    }
}
