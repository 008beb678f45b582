namespace ApiKeyAuth.Client;

/// <summary>The rules for a connection to the service, checked before anything is sent. Messages name the setting, its value (never a key) and the fix.</summary>
internal static class ConnectionRules
{
    public static IEnumerable<string> Check(
        string path, Uri? baseAddress, string? rootKey, TimeSpan attemptTimeout, TimeSpan totalTimeout, TimeSpan longestTotal, bool allowInsecure,
        bool hasServiceDiscovery)
    {
        if (CheckAddress(path, baseAddress, allowInsecure, hasServiceDiscovery) is { } address)
        {
            yield return address;
        }

        if (CheckRootKey(path, rootKey) is { } key)
        {
            yield return key;
        }

        if (totalTimeout <= TimeSpan.Zero || totalTimeout > longestTotal)
        {
            yield return $"{path}:TotalTimeout is {totalTimeout}. Set a duration over 0 and up to {longestTotal}.";
        }

        if (attemptTimeout <= TimeSpan.Zero || attemptTimeout >= totalTimeout)
        {
            yield return $"{path}:AttemptTimeout is {attemptTimeout}. Set a duration over 0 and less than TotalTimeout ({totalTimeout}).";
        }
    }

    private static string? CheckAddress(string path, Uri? address, bool allowInsecure, bool hasServiceDiscovery)
    {
        const string Fix = "Set an absolute http or https URI without user name, query and fragment, such as https://api.unkey.com.";
        if (address is null)
        {
            return $"{path}:BaseAddress is not set. {Fix}";
        }

        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https" or "https+http" or "http+https"))
        {
            var shown = address.OriginalString.Contains('@', StringComparison.Ordinal) ? "(not shown)" : $"'{address}'";
            return $"{path}:BaseAddress is {shown}. {Fix}";
        }

        // User names and queries can contain passwords.
        var plain = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            return $"{path}:BaseAddress is '{plain}' with a user name, a query or a fragment. {Fix}";
        }

        if (address.Scheme is "https+http" or "http+https" && !hasServiceDiscovery)
        {
            return $"{path}:BaseAddress is '{plain}', a name for service discovery, which is not registered. Reference the package "
                + "Microsoft.Extensions.ServiceDiscovery and call services.AddServiceDiscovery(), or set an http or https URI.";
        }

        if (CallSegment(address) is { } call)
        {
            return $"{path}:BaseAddress is '{plain}'. The client adds the path of each call, such as /v2/keys.verifyKey. "
                + $"Remove '{call}' and what follows it.";
        }

        // Where a name leads is known, and checked, at each call.
        var isResolved = hasServiceDiscovery && ServiceDiscoveryHandler.IsName(address);
        return address.Scheme == "http" && !address.IsLoopback && !allowInsecure && !isResolved
            ? $"{path}:BaseAddress is '{address}': over plain http the root key and every API key can be read on the way. "
                + $"Use https, or set {path}:AllowInsecureBaseAddress to true where the network is trusted."
            : null;
    }

    /// <summary>Returns the first segment of a path that belongs to a call: no service could be found behind it.</summary>
    private static string? CallSegment(Uri address)
    {
        var segments = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.FirstOrDefault(segment => segment.Equals("v2", StringComparison.OrdinalIgnoreCase))
            ?? segments.TakeLast(1).FirstOrDefault(segment => IsVersion(segment) || IsCall(segment));
    }

    private static bool IsVersion(string segment) => segment is ['v' or 'V', _, ..] && !segment.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    private static bool IsCall(string segment) =>
        segment is "liveness" || segment.Split('.') is ["keys" or "apis" or "identities" or "permissions" or "ratelimit" or "analytics", _];

    private static string? CheckRootKey(string path, string? rootKey)
    {
        if (string.IsNullOrWhiteSpace(rootKey))
        {
            return $"{path}:RootKey is not set. In development: dotnet user-secrets init, then dotnet user-secrets set \"{path}:RootKey\" \"<your root key>\". "
                + $"Elsewhere: the environment variable {path.Replace(":", "__", StringComparison.Ordinal)}__RootKey or a secret store.";
        }

        return rootKey.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? $"{path}:RootKey (not shown) has a character that cannot stand in a header, such as a space or a line break. Copy the key again."
            : null;
    }
}
