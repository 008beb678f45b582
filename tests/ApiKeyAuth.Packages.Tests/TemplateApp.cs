using System.Text.RegularExpressions;

namespace ApiKeyAuth.Packages.Tests;

/// <summary>An app from a template of the SDK, with packages of the feed.</summary>
internal sealed partial class TemplateApp
{
    private readonly PackageFeed _feed;
    private readonly string _folder;
    private string[] _ofTemplate = [];

    private TemplateApp(PackageFeed feed, string folder) => (_feed, _folder) = (feed, folder);

    public string Code
    {
        get => File.ReadAllText(Path.Combine(_folder, "Program.cs"));
        set => File.WriteAllText(Path.Combine(_folder, "Program.cs"), value);
    }

    private string Project => Path.Combine(_folder, "App.csproj");

    public static async Task<TemplateApp> CreateAsync(PackageFeed feed, string template, string folder)
    {
        var app = new TemplateApp(feed, feed.In($"apps/{folder}"));
        await feed.Commands.DotnetAsync(feed.In("apps"), "new", template, "-n", "App", "-o", folder, "--no-restore");
        return app;
    }

    /// <summary>Sets the version of a package that the template refers to.</summary>
    public void Pin(string package, string version) => File.WriteAllText(Project, Regex.Replace(
        File.ReadAllText(Project), $"(Include=\"{Regex.Escape(package)}\" Version=)\"[^\"]*\"", $"$1\"{version}\""));

    public async Task AddAsync(params string[] packages)
    {
        // If the registry lacks a version of a framework's package, the template alone causes warnings.
        _ofTemplate = Warnings(await _feed.Commands.DotnetAsync(_folder, "restore"));
        foreach (var package in packages)
        {
            await _feed.Commands.DotnetAsync(_folder, "add", "package", package, "--version", _feed.Version, "--no-restore");
        }
    }

    /// <summary>Stores the root key, as the README does.</summary>
    public async Task AddRootKeyAsync()
    {
        await DotnetAsync("user-secrets", "init");
        await DotnetAsync("user-secrets", "set", "Authentication:Schemes:ApiKey:RootKey", PackageFeed.RootKey);
    }

    public Task<string> DotnetAsync(params string[] arguments) => _feed.Commands.DotnetAsync(_folder, arguments);

    /// <summary>Builds the app and returns the warnings that the template alone does not cause.</summary>
    public async Task<string[]> BuildAsync() => [.. Warnings(await DotnetAsync("build", "-nologo")).Except(_ofTemplate)];

    /// <summary>Starts the built app in the environment Development, where user secrets are read, on a free port.</summary>
    public Task<ServerProcess> StartAsync()
    {
        string[] arguments =
        [
            "bin/Debug/net10.0/App.dll", "--urls", "http://127.0.0.1:0", "--environment", "Development",
            $"--Authentication:Schemes:ApiKey:BaseAddress={_feed.KeyService}",
            // A machine that builds is slow, so a longer timeout avoids 503 responses.
            "--Authentication:Schemes:ApiKey:AttemptTimeout=00:00:30", "--Authentication:Schemes:ApiKey:TotalTimeout=00:01:00",
        ];
        return ServerProcess.StartAsync(_feed.Commands.Start(_folder, arguments), "Now listening on: ");
    }

    private static string[] Warnings(string output) =>
        [.. Warning().Matches(output).Select(match => MissingVersion().Replace(match.Value.Trim(), "$1")).Distinct()];

    [GeneratedRegex(@"warning (?:[A-Z]+\d+)?:.*")]
    private static partial Regex Warning();

    /// <summary>If several packages require a version that the registry lacks, the warning names any of them.</summary>
    [GeneratedRegex(@"(NU1603: ).+ depends on ")]
    private static partial Regex MissingVersion();
}
