using System.Net;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Verification;

internal static class ClientAddress
{
    /// <summary>
    /// Returns the address that is compared with an API's list: the first forwarded address, otherwise the peer's, without a port.
    /// </summary>
    public static string Of(HttpContext http)
    {
        var forwarded = http.Request.Headers["X-Forwarded-For"].ToString()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return forwarded is [var first, ..] ? WithoutPort(first) : Peer(http.Connection.RemoteIpAddress);
    }

    private static string Peer(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? string.Empty;

    private static string WithoutPort(string text)
    {
        if (text.StartsWith('['))
        {
            return text[1..].Split(']')[0];
        }

        // Text with several colons is an IPv6 address without brackets, which cannot have a port.
        return text.Split(':') is [var host, _] ? host : text;
    }
}
