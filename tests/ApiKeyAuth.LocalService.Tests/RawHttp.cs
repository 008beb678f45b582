using System.Net.Sockets;
using System.Text;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Sends requests that HTTP clients do not send.</summary>
internal static class RawHttp
{
    public static async Task<string> ExchangeAsync(Uri address, string request)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
