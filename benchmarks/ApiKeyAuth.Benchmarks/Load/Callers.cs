using System.Text;

namespace ApiKeyAuth.Benchmarks.Load;

/// <summary>A number of connections that send as fast as they are answered.</summary>
internal sealed class Callers : IDisposable
{
    private readonly RawConnection[] _connections;

    private Callers(RawConnection[] connections) => _connections = connections;

    public static async Task<Callers> ConnectAsync(Uri server, int connections) =>
        new(await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => RawConnection.OpenAsync(server))));

    /// <summary>Sends requests, shared evenly among the connections.</summary>
    /// <param name="requests">How many.</param>
    /// <param name="request">The bytes of one, by its number.</param>
    /// <param name="isExpected">Looks at each answer. Default: any answer with status 200 will do.</param>
    /// <returns>How many answers were as expected.</returns>
    public async Task<int> SendAsync(int requests, Func<int, ReadOnlyMemory<byte>> request, Func<ReadOnlyMemory<byte>, bool>? isExpected = null)
    {
        var next = -1;
        var expected = 0;
        await Task.WhenAll(_connections.Select(connection => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < requests)
            {
                var answer = await connection.SendAsync(request(number));
                if (isExpected is null || isExpected(answer))
                {
                    Interlocked.Increment(ref expected);
                }
            }
        })));
        return expected;
    }

    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());

    public static byte[] Get(string authorization) =>
        Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: benchmarks\r\nAuthorization: {authorization}\r\n\r\n");

    public static byte[] Post(string path, string rootKey, string json) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: benchmarks\r\nAuthorization: Bearer {rootKey}\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {json.Length}\r\n\r\n{json}");
}
