namespace ApiKeyAuth;

/// <summary>Compares addresses of key services, which can be written in several ways.</summary>
internal static class ServiceAddress
{
    /// <summary>Whether both addresses are of one service. All names of this machine are one host.</summary>
    public static bool AreSame(Uri first, Uri second) =>
        HostOf(first) == HostOf(second)
        && PathOf(first) == PathOf(second)

        // Service discovery chooses scheme and port of a name such as https+http://keys.
        && (IsDiscovered(first) || IsDiscovered(second) || (first.Scheme == second.Scheme && first.Port == second.Port));

    private static bool IsDiscovered(Uri address) => address.Scheme.Contains('+', StringComparison.Ordinal);

    private static string HostOf(Uri address) => address.IsLoopback ? "localhost" : address.IdnHost.TrimEnd('.').ToLowerInvariant();

    private static string PathOf(Uri address) => address.AbsolutePath.TrimEnd('/');
}
