using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ApiKeyAuth.Benchmarks.Load;

/// <summary>One keep-alive connection that does as little as it can: the processors are the server's.</summary>
internal sealed class RawConnection : IDisposable
{
    private const int HeadEnd = 4;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];

    public static async Task<RawConnection> OpenAsync(Uri server)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(server.Host), server.Port));
        return connection;
    }

    /// <summary>Sends a request and reads its answer to the end.</summary>
    /// <returns>The whole answer; it is overwritten by the next one.</returns>
    public async ValueTask<ReadOnlyMemory<byte>> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var length = 0;
        do
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            length += read;
        }
        while (!IsWhole(_buffer.AsSpan(0, length)));
        return _buffer.AsMemory(0, length);
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        if (!answer.StartsWith("HTTP/1.1 200 "u8))
        {
            throw new InvalidDataException($"The server answered {Encoding.ASCII.GetString(answer)}");
        }

        var body = answer[(head + HeadEnd)..];
        var field = answer[..head].IndexOf("Content-Length: "u8);
        if (field < 0)
        {
            // In chunks, of which the last is empty. Nothing else is under way on this connection.
            return body.EndsWith("\r\n0\r\n\r\n"u8);
        }

        var value = answer[(field + "Content-Length: ".Length)..];
        return body.Length >= int.Parse(value[..value.IndexOf((byte)'\r')], null);
    }
}
