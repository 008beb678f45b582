using System.Net;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Verification;

internal static class ClientAddress
{
    /// <summary>The address an API's list is compared with: the first one forwarded, else the peer's; without a port.</summary>
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

        // More than one colon is a bare IPv6 address, which has no room for a port.
        return text.Split(':') is [var host, _] ? host : text;
    }
}
