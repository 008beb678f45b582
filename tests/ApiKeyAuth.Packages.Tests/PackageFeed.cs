using System.Globalization;
using ApiKeyAuth.Packages.Tests;

[assembly: AssemblyFixture(typeof(PackageFeed))]

namespace ApiKeyAuth.Packages.Tests;

/// <summary>
/// All packages, packed once with a unique version into a temporary feed. Packages are restored to a temporary folder, too; packages of
/// others are taken from the machine's folder if it contains them.
/// </summary>
public sealed class PackageFeed : IAsyncLifetime
{
    public const string RootKey = "root_key_of_the_package_tests";

    private readonly string _folder = Directory.CreateTempSubdirectory("apikeyauth-packages-").FullName;
    private ServerProcess? _keyService;

    internal string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test{Guid.NewGuid():N}");

    internal Commands Commands { get; private set; } = new(new Dictionary<string, string>());

    internal string Sources => In("sources");

    internal string OtherSources => In("another/and a longer folder");

    /// <summary>The address of the packed tool.</summary>
    internal Uri KeyService => _keyService!.Address;

    /// <summary>Returns a path in the temporary folder.</summary>
    internal string In(string name) => Path.Combine(_folder, name);

    public async ValueTask InitializeAsync()
    {
        if (!PackagesFactAttribute.IsEnabled)
        {
            return;
        }

        // Both copies are made at once, because sources may change during the test.
        Checkout.CopyTo(Sources);
        Checkout.CopyTo(OtherSources);
        var located = await Commands.DotnetAsync(Sources, "nuget", "locals", "global-packages", "--list", "--force-english-output");
        Commands = new(new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = In("packages"),
            ["RestoreFallbackFolders"] = located[(located.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(),
            // The user secrets, which the commands of the README write and the app reads.
            ["APPDATA"] = In("secrets"),
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_NOLOGO"] = "1",
            // A build server would outlive the test and keep its output open.
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["UseSharedCompilation"] = "false",
        });
        await BuildAsync(Sources, "pack", "-o", In("feed"));

        Directory.CreateDirectory(In("apps"));
        File.Copy(Path.Combine(Checkout.Root, "global.json"), In("apps/global.json"));
        await File.WriteAllTextAsync(In("apps/nuget.config"), """
            <configuration>
              <packageSources>
                <add key="packed" value="../feed" />
              </packageSources>
            </configuration>
            """);
        _keyService = await StartKeyServiceAsync();
    }

    /// <summary>Builds the projects that are packed, as a release with the version of this feed.</summary>
    internal async Task BuildAsync(string sources, string command, params string[] more) => await Commands.DotnetAsync(
        sources, [command, Checkout.Packages, "-c", "Release", $"-p:Version={Version}", "-p:RunAnalyzers=false", "-nologo", .. more]);

    public async ValueTask DisposeAsync()
    {
        if (_keyService is not null)
        {
            await _keyService.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Installs the packed tool and starts it as a key service with the keys of the seed.</summary>
    private async Task<ServerProcess> StartKeyServiceAsync()
    {
        var (tools, seed) = (In("tools"), In("seed.json"));
        await Commands.DotnetAsync(In("apps"), "tool", "install", "ApiKeyAuth.DevServer", "--tool-path", tools, "--version", Version);
        await File.WriteAllTextAsync(seed, """
            {
              "apis": [{ "apiId": "api_packages", "name": "packages" }],
              "keys": [
                { "apiId": "api_packages", "key": "packages_reader", "keyId": "key_reader", "permissions": ["keys.read"] },
                { "apiId": "api_packages", "key": "packages_guest", "keyId": "key_guest" }
              ]
            }
            """);
        string[] arguments = ["--urls", "http://127.0.0.1:0", "--root-key", RootKey, "--seed", seed];
        return await ServerProcess.StartAsync(Commands.Start(tools, arguments, Path.Combine(tools, "apikey-devserver")), "Listening on ");
    }
}
