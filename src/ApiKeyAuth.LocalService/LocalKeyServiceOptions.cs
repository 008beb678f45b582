using ApiKeyAuth.LocalService.Analytics;

namespace ApiKeyAuth.LocalService;

/// <summary>Options of a <see cref="LocalKeyService"/>.</summary>
public sealed class LocalKeyServiceOptions
{
    /// <summary>
    /// Gets or sets the address to listen on: <c>http</c>, <c>localhost</c> or an IP address, and a port, where 0 means any free port.
    /// The default is <c>http://127.0.0.1:0</c>.
    /// </summary>
    public string Url { get; set; } = "http://127.0.0.1:0";

    /// <summary>Gets or sets a root key with all permissions. The default is null: a root key is generated.</summary>
    public string? RootKey { get; set; }

    /// <summary>
    /// Gets or sets whether the root keys that earlier starts left in the data file are revoked, so that only those of this start work.
    /// The default is false.
    /// </summary>
    public bool RevokeStoredRootKeys { get; set; }

    /// <summary>Gets or sets the clock of the service: expiry, rate-limit windows, refills. The default is the system clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets the maximum length of a request body in bytes, 1 or more. The default is 10,485,760 (10 MiB).</summary>
    public int MaxRequestBodyBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>
    /// Gets or sets how many authenticated requests the workspace may make in a minute; further requests fail with 429. With 0 all requests
    /// fail with 429, without rate-limit headers. The default is null: no limit.
    /// </summary>
    public long? WorkspaceRequestsPerMinute { get; set; }

    /// <summary>
    /// Gets or sets the SQLite file that stores all data except the counts of rate limits. The file is created if it is missing, and only
    /// one service at a time can open it. A change whose response was sent survives a crash of the process, but not of the machine.
    /// A change that cannot be stored is undone: calls fail with 500, methods throw an <see cref="IOException"/>.
    /// The default is null: all data is in memory.
    /// </summary>
    public string? DataFile { get; set; }

    /// <summary>
    /// Gets or sets the path of a JSON file with APIs, keys, root keys, namespaces and migrations that are added at start. Those that the
    /// data file contains already are not changed. The default is null: nothing is added.
    /// </summary>
    public string? SeedFile { get; set; }

    /// <summary>
    /// Gets or sets whether verifications are recorded for <c>analytics.getVerifications</c>. If false, that call fails with 412. The
    /// latest
    /// 100,000 verifications are kept, in memory or in a file next to the data file with the suffix <c>-analytics</c>. The default is true.
    /// </summary>
    public bool Analytics { get; set; } = true;

    /// <summary>
    /// Gets or sets whether tests in another process can add faults, read counts and advance the clock with requests to <c>/control/</c>
    /// that carry a root key with all permissions. The default is false.
    /// </summary>
    public bool Control { get; set; }

    internal TimeSpan LongestQuery { get; set; } = TimeSpan.FromSeconds(10);

    internal VerificationLog? OpenLog() =>
        Analytics ? new VerificationLog(DataFile is null ? null : DataFile + "-analytics", LongestQuery) : null;

    internal void Validate()
    {
        Require(RootKey is null || !string.IsNullOrWhiteSpace(RootKey), nameof(RootKey), "may not be blank");
        Require(DataFile is null || !string.IsNullOrWhiteSpace(DataFile), nameof(DataFile), "may not be blank");
        Require(MaxRequestBodyBytes > 0, nameof(MaxRequestBodyBytes), $"is {MaxRequestBodyBytes}; it must be positive");
        Require(
            WorkspaceRequestsPerMinute is null or >= 0,
            nameof(WorkspaceRequestsPerMinute),
            $"is {WorkspaceRequestsPerMinute}; it may not be negative");
    }

    internal Uri ListenAddress()
    {
        if (Uri.TryCreate(Url, UriKind.Absolute, out var url) && url is { Scheme: "http", PathAndQuery: "/" }
            && (url.IsLoopback || url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            return url;
        }

        throw new ArgumentException(
            $"{nameof(LocalKeyServiceOptions)}.{nameof(Url)} is '{Url}'; it must be http://, localhost or an IP address, and a port, "
            + "such as http://127.0.0.1:0.");
    }

    private static void Require(bool isMet, string option, string rule)
    {
        if (!isMet)
        {
            throw new ArgumentException($"{nameof(LocalKeyServiceOptions)}.{option} {rule}.");
        }
    }
}
