using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ApiKeyAuth.Testing;

/// <summary>A service that writes bytes to sockets as a test says, whatever HTTP thinks of them.</summary>
internal sealed class RawService : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;
    private int _accepted;
    private int _requests;

    public RawService(Func<RawConnection, Task> behave)
    {
        Behave = behave;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What is done with each connection.</summary>
    public Func<RawConnection, Task> Behave { get; set; }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Requests that were read whole: each may have charged.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public static string Http(int status, string body, string contentType = "application/json", string headers = "") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}");

    public async ValueTask DisposeAsync()
    {
        // The listener is stopped last: accepting on a stopped one is an error.
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                _connections.Add(ServeAsync(socket));
            }
        }
        catch (OperationCanceledException)
        {
            // The service is disposed of.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = new RawConnection(socket, () => Interlocked.Increment(ref _requests), _stop.Token);
        try
        {
            await Behave(connection);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The client hung up, or the test is over.
        }
    }
}

internal sealed class RawConnection(Socket socket, Action onRequest, CancellationToken stop) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public CancellationToken Stop => stop;

    /// <summary>Reads one request whole. False at the end of the connection.</summary>
    public async Task<bool> ReadRequestAsync()
    {
        var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var text = Encoding.Latin1.GetString(received.ToArray());
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && received.Length >= end + 4 + ContentLength(text[..end]))
            {
                onRequest();
                return true;
            }

            var count = await _stream.ReadAsync(buffer, stop);
            if (count == 0)
            {
                return false;
            }

            received.Write(buffer, 0, count);
        }
    }

    public Task WriteAsync(string text) => _stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop).AsTask();

    /// <summary>One small piece after the other until the client has had enough.</summary>
    public async Task DripAsync(string piece)
    {
        while (true)
        {
            await WriteAsync(piece);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, stop);
        }
    }

    public Task HangAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);

    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public void Dispose() => _stream.Dispose();

    private static int ContentLength(string headers) => headers.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture))
        .SingleOrDefault();
}
