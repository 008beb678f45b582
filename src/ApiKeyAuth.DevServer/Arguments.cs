namespace ApiKeyAuth.DevServer;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments
{
    public const string DefaultUrl = "http://127.0.0.1:5081";

    private static readonly (string Variable, string Argument)[] Variables =
    [
        ("ASPNETCORE_URLS", "--urls"), ("APIKEYAUTH_DEVSERVER_URLS", "--urls"), ("APIKEYAUTH_DEVSERVER_ROOT_KEY", "--root-key"),
        ("APIKEYAUTH_DEVSERVER_DATA", "--data"), ("APIKEYAUTH_DEVSERVER_SEED", "--seed"),
    ];

    private static readonly (string Variable, string Argument)[] Switches =
    [
        ("APIKEYAUTH_DEVSERVER_CONTROL", "--control"), ("APIKEYAUTH_DEVSERVER_NO_ANALYTICS", "--no-analytics"),
        ("APIKEYAUTH_DEVSERVER_ALLOW_REMOTE", "--allow-remote"), ("APIKEYAUTH_DEVSERVER_REVOKE_ROOT_KEYS", "--revoke-root-keys"),
    ];

    public Uri Url { get; private set; } = new(DefaultUrl);

    public List<RootKeyArgument> RootKeys { get; } = [];

    public string? SeedFile { get; private set; }

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
        args = Split(args);
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
                "--seed" when HasValue(i) => arguments.SeedFrom(args[++i]),
                "--urls" or "--root-key" or "--data" or "--seed" => $"{args[i]} needs a value.",
                _ => $"Unknown argument {args[i].Split('=')[0]}.",
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

    /// <summary>Arguments that the environment gives. Those of the command line come behind them, so they count.</summary>
    public static IReadOnlyList<string> OfEnvironment(Func<string, string?> read)
    {
        var args = new List<string>();
        foreach (var (variable, argument) in Variables)
        {
            if (read(variable) is { } value && !string.IsNullOrWhiteSpace(value))
            {
                args.Add(argument + "=" + (argument == "--urls" ? AnyHost(value) : value));
            }
        }

        args.AddRange(Switches.Where(item => bool.TryParse(read(item.Variable), out var isOn) && isOn).Select(item => item.Argument));
        return args;
    }

    /// <summary>ASP.NET Core writes the address of every interface with a plus or an asterisk, and several addresses with semicolons.</summary>
    private static string AnyHost(string urls) =>
        urls.Split(';')[0].Replace("://+", "://0.0.0.0", StringComparison.Ordinal).Replace("://*", "://0.0.0.0", StringComparison.Ordinal);

    private static List<string> Split(IReadOnlyList<string> args)
    {
        var split = new List<string>();
        foreach (var argument in args)
        {
            var end = argument.IndexOf('=', StringComparison.Ordinal);
            split.AddRange(end > 0 && Variables.Any(item => item.Argument == argument[..end]) ? [argument[..end], argument[(end + 1)..]] : [argument]);
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
