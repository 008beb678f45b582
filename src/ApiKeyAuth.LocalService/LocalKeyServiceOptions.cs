using ApiKeyAuth.LocalService.Analytics;

namespace ApiKeyAuth.LocalService;

/// <summary>How a <see cref="LocalKeyService"/> is started.</summary>
public sealed class LocalKeyServiceOptions
{
    /// <summary>
    /// The address to listen on: <c>http</c>, <c>localhost</c> or an IP address, and a port, where 0 stands for any free one.
    /// Default: <c>http://127.0.0.1:0</c>.
    /// </summary>
    public string Url { get; set; } = "http://127.0.0.1:0";

    /// <summary>A root key with all permissions. Default: null, which generates one.</summary>
    public string? RootKey { get; set; }

    /// <summary>
    /// Gets or sets whether the root keys that earlier starts left in the data file are revoked, so that only those of this start work.
    /// The default is false.
    /// </summary>
    public bool RevokeStoredRootKeys { get; set; }

    /// <summary>The clock of the service: expiry, rate-limit windows, refills. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The longest request body that is read, in bytes. Default: 10485760 (10 MiB).</summary>
    public int MaxRequestBodyBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>
    /// How many authenticated requests the workspace may make in a minute, after which they are answered 429; 0 refuses all of them,
    /// without headers. Default: null, no limit.
    /// </summary>
    public long? WorkspaceRequestsPerMinute { get; set; }

    /// <summary>
    /// The file that everything is kept in, save the counts of rate limits; it is created where it is missing. What was answered
    /// survives the end of the process, however it comes, not that of the machine. Only one service at a time can have it open.
    /// A change that cannot be stored is undone: calls are answered 500, methods throw an <see cref="IOException"/>.
    /// Default: null, everything is in memory.
    /// </summary>
    public string? DataFile { get; set; }

    /// <summary>
    /// Gets or sets a JSON file of APIs, keys, root keys, namespaces and migrations that the service starts with. What the data file holds
    /// already is left as it is. The default is null: none.
    /// </summary>
    public string? SeedFile { get; set; }

    /// <summary>
    /// Whether verifications are recorded and <c>analytics.getVerifications</c> answers queries; else it is answered 412. The newest
    /// 100,000 are kept, in memory or in a file beside the data file, its name followed by <c>-analytics</c>. Default: true.
    /// </summary>
    public bool Analytics { get; set; } = true;

    /// <summary>
    /// Whether tests of another process can bring about faults, read counts and advance the clock, with requests to <c>/control/</c>
    /// that carry a root key with all permissions. Default: false.
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
