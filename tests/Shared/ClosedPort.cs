using System.Net;
using System.Net.Sockets;

namespace ApiKeyAuth.Testing;

/// <summary>
/// A port that nobody listens on for as long as this lives: connections to it are refused. It stays taken, so that no
/// service of a test beside this one is given it, as can happen with the port of a service that was stopped.
/// </summary>
internal sealed class ClosedPort : IDisposable
{
    private readonly Socket _taken = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public Uri Address => new($"http://{_taken.LocalEndPoint}");

    public void Dispose() => _taken.Dispose();
}
