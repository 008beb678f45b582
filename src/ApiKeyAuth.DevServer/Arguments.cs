namespace ApiKeyAuth.DevServer;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments
{
    public const string DefaultUrl = "http://127.0.0.1:5081";

    public Uri Url { get; private set; } = new(DefaultUrl);

    public List<RootKeyArgument> RootKeys { get; } = [];

    public string? DataFile { get; private set; }

    public bool HasAnalytics { get; private set; } = true;

    public bool HasControl { get; private set; }

    public bool RevokesRootKeys { get; private set; }

    public bool AllowRemote { get; private set; }

    public bool WantsHelp { get; private set; }

    /// <summary>Reads the command line.</summary>
    /// <returns>The arguments, or null and what is wrong with them. The message repeats no root key.</returns>
    public static Arguments? Parse(IReadOnlyList<string> args, out string error)
    {
        var arguments = new Arguments();
        error = string.Empty;
        for (var i = 0; i < args.Count && error.Length == 0; i++)
        {
            error = args[i] switch
            {
                "--help" or "-h" => arguments.Help(),
                "--allow-remote" => arguments.Remote(),
                "--control" => arguments.Control(),
                "--revoke-root-keys" => arguments.Revoke(),
                "--no-analytics" => arguments.SkipAnalytics(),
                "--urls" when HasValue(i) => arguments.Listen(args[++i]),
                "--root-key" when HasValue(i) => arguments.Add(RootKeyArgument.Parse(args[++i])),
                "--data" when HasValue(i) => arguments.KeepIn(args[++i]),
                "--urls" or "--root-key" or "--data" => $"{args[i]} needs a value.",
                _ => Unknown(args[i].Split('=')[0]),
            };
        }

        if (error.Length == 0 && !arguments.AllowRemote && !arguments.Url.IsLoopback)
        {
            error = $"{arguments.Url.GetLeftPart(UriPartial.Authority)} can be reached from other machines; add --allow-remote to mean it.";
        }

        return error.Length == 0 ? arguments : null;

        // An argument in the place of a value means that the value was forgotten.
        bool HasValue(int i) => i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal);
    }

    private static string Unknown(string name) => name is "--urls" or "--root-key" or "--data"
        ? $"{name} takes its value as the next argument, not behind an equals sign."
        : $"Unknown argument {name}.";

    private string Help()
    {
        WantsHelp = true;
        return string.Empty;
    }

    private string Remote()
    {
        AllowRemote = true;
        return string.Empty;
    }

    private string KeepIn(string path)
    {
        DataFile = path;
        return string.IsNullOrWhiteSpace(path) ? "--data takes the path of a file." : string.Empty;
    }

    private string SkipAnalytics()
    {
        HasAnalytics = false;
        return string.Empty;
    }

    private string Revoke()
    {
        RevokesRootKeys = true;
        return string.Empty;
    }

    private string Control()
    {
        HasControl = true;
        return string.Empty;
    }

    private string Listen(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url is not { Scheme: "http", PathAndQuery: "/" }
            || !(url.IsLoopback || url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            return $"--urls takes http://, localhost or an IP address, and a port, such as {DefaultUrl}; not '{text}'.";
        }

        Url = url;
        return string.Empty;
    }

    private string Add(RootKeyArgument? rootKey)
    {
        if (rootKey is null)
        {
            return "--root-key takes VALUE or VALUE=permission,permission.";
        }

        RootKeys.Add(rootKey);
        return string.Empty;
    }
}
