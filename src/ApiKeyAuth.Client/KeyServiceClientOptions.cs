namespace ApiKeyAuth.Client;

/// <summary>
/// The settings of the client that manages keys. Bound from the section <c>KeyService</c>; a named client's from
/// <c>KeyService:{name}</c>.
/// </summary>
public sealed class KeyServiceClientOptions
{
    /// <summary>The configuration section of the client without a name. A named client's is <c>KeyService:{name}</c>.</summary>
    public const string SectionName = "KeyService";

    /// <summary>Gets or sets the address of the service, an absolute http or https URI. The default is <c>https://api.unkey.com</c>.</summary>
    public Uri BaseAddress { get; set; } = new("https://api.unkey.com");

    /// <summary>Gets or sets the root key that the calls are sent with. It is a secret: keep it out of source files. Required.</summary>
    public string? RootKey { get; set; }

    /// <summary>
    /// Gets or sets the timeout of one attempt, up to and including the last byte of the response. The default is 10 s. Less than
    /// <see cref="TotalTimeout"/>.
    /// </summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the timeout of a call with all its attempts. The default is 30 s. At most 10 minutes.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets a value that indicates whether plain http is allowed to an address that is not loopback: the root key would be sent
    /// unencrypted. The default is false.
    /// </summary>
    public bool AllowInsecureBaseAddress { get; set; }

    /// <summary>
    /// Gets or sets the names of entries in the section <c>KeyService</c> that are not settings of this client. Any other unknown entry
    /// fails startup: it may be a misspelt setting.
    /// </summary>
    /// <value>The default is empty.</value>
    public IList<string> IgnoredSettings { get; set; } = [];

    internal static string SectionOf(string? name) => string.IsNullOrEmpty(name) ? SectionName : $"{SectionName}:{name}";

    internal IReadOnlyList<string> ConfigurationErrors { get; set; } = [];

    internal IReadOnlyList<UnknownSetting> UnknownSettings { get; set; } = [];
}
