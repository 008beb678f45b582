namespace ApiKeyAuth.DevServer;

/// <summary>The arguments of the command line.</summary>
internal sealed record Arguments
{
    public const string DefaultUrl = "http://127.0.0.1:5081";

    private static readonly string[] WithValue = ["--urls", "--root-key", "--data", "--seed"];

    public Uri Url { get; private set; } = new(DefaultUrl);

    public List<RootKeyArgument> RootKeys { get; } = [];

    public string? SeedFile { get; private set; }

    public string? DataFile { get; private set; }

    public bool HasAnalytics { get; private set; } = true;

    public bool HasControl { get; private set; }

    public bool RevokesRootKeys { get; private set; }

    public bool AllowRemote { get; private set; }

    public bool WantsHelp { get; private set; }

    /// <summary>Parses the command line, and the environment variables that it does not override.</summary>
    /// <returns>The arguments, or null and an error. The error contains no root key.</returns>
    public static Arguments? Parse(IReadOnlyList<string> args, IReadOnlyDictionary<string, string?> environment, out string error)
    {
        args = Split(args);
        var arguments = new Arguments();
        error = EnvironmentVariables.UnknownIn(environment);
        foreach (var (variable, given) in EnvironmentVariables.Read(environment))
        {
            // Root keys of the command line are added to those of the variable; any other argument overrides its variable.
            var isOverridden = given is ["--urls" or "--data" or "--seed", ..] && args.Contains(given[0]);
            if (error.Length == 0 && !isOverridden && arguments.Take(given) is { Length: > 0 } fault)
            {
                error = $"{variable}: {fault}";
            }
        }

        error = error.Length == 0 ? arguments.Take(args) : error;
        if (error.Length == 0 && !arguments.AllowRemote && !arguments.Url.IsLoopback)
        {
            error = $"{arguments.Url.GetLeftPart(UriPartial.Authority)} is reachable from other machines; add --allow-remote to allow this.";
        }

        return error.Length == 0 ? arguments : null;
    }

    public static Arguments? Parse(IReadOnlyList<string> args, out string error) => Parse(args, new Dictionary<string, string?>(), out error);

    /// <returns>The error, or an empty text.</returns>
    private string Take(IReadOnlyList<string> args)
    {
        var error = string.Empty;
        for (var i = 0; i < args.Count && error.Length == 0; i++)
        {
            error = args[i] switch
            {
                "--help" or "-h" => Help(),
                "--allow-remote" => Remote(),
                "--control" => Control(),
                "--revoke-root-keys" => Revoke(),
                "--no-analytics" => SkipAnalytics(),
                "--urls" when HasValue(i) => Listen(args[++i]),
                "--root-key" when HasValue(i) => Add(RootKeyArgument.Parse(args[++i])),
                "--data" when HasValue(i) => KeepIn(args[++i]),
                "--seed" when HasValue(i) => SeedFrom(args[++i]),
                "--urls" or "--root-key" or "--data" or "--seed" => $"{args[i]} needs a value.",
                _ => $"Unknown argument {args[i].Split('=')[0]}.",
            };
        }

        return error;

        // An argument in place of a value means that the value is missing.
        bool HasValue(int i) => i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal);
    }

    private static List<string> Split(IReadOnlyList<string> args)
    {
        var split = new List<string>();
        foreach (var argument in args)
        {
            var end = argument.IndexOf('=', StringComparison.Ordinal);
            split.AddRange(end > 0 && WithValue.Contains(argument[..end]) ? [argument[..end], argument[(end + 1)..]] : [argument]);
        }

        return split;
    }

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

    private string SeedFrom(string path)
    {
        SeedFile = path;
        return string.IsNullOrWhiteSpace(path) ? "--seed takes the path of a file." : string.Empty;
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
