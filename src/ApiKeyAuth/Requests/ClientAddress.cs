using System.Net;
using System.Net.Sockets;

namespace ApiKeyAuth;

/// <summary>A caller's address as the service compares it: exactly, so there must be one way to write it.</summary>
internal static class ClientAddress
{
    /// <summary>Without a value of ours the service would compare the address of this app.</summary>
    private const string Unknown = "unknown";

    public static string Of(IPAddress? address) => address switch
    {
        null => Unknown,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } => new IPAddress(address.GetAddressBytes()).ToString(),
        _ => address.ToString(),
    };
}
