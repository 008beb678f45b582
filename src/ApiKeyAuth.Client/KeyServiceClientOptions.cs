namespace ApiKeyAuth.Client;

/// <summary>
/// Where the key service is and what opens it, for apps that manage keys. Bound from the section <c>KeyService</c>; a named client's from
/// <c>KeyService:{name}</c>.
/// </summary>
public sealed class KeyServiceClientOptions
{
    /// <summary>The configuration section of the client without a name. A named client's is <c>KeyService:{name}</c>.</summary>
    public const string SectionName = "KeyService";

    /// <summary>The address of the service, an absolute http or https URI.</summary>
    /// <value>Default: <c>https://api.unkey.com</c>.</value>
    public Uri BaseAddress { get; set; } = new("https://api.unkey.com");

    /// <summary>The root key that the calls are made with. A secret: keep it out of source files.</summary>
    /// <value>Required.</value>
    public string? RootKey { get; set; }

    /// <summary>How long one attempt may take, up to and including the last byte of the answer.</summary>
    /// <value>Default: 10 s. Less than <see cref="TotalTimeout"/>.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call may take with all its attempts.</summary>
    /// <value>Default: 30 s. At most 10 minutes.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether plain http is allowed to an address that is not this machine's own: the root key would travel in the clear.</summary>
    /// <value>Default: false.</value>
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
