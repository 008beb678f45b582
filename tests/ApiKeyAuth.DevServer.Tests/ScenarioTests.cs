using System.Text.Json.Nodes;
using ApiKeyAuth.LocalService.Tests.Replay;

namespace ApiKeyAuth.DevServer.Tests;

/// <summary>Replays all recorded exchanges, one after the other, against the program.</summary>
public sealed class ScenarioTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keyservice");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_program_responds_as_the_recorded_service(bool stored)
    {
        string[] data = stored ? ["--data", Path.Combine(_folder.FullName, "keys.db")] : [];
        string[] rootKeys = ["--root-key", "full_root_key", "--root-key", "limited_root_key=api.*.read_api"];
        await using var server = await DevServerProcess.StartAsync(["--urls", "http://127.0.0.1:0", "--control", .. rootKeys, .. data]);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        var auths = new Dictionary<string, string?>
        {
            ["root"] = "full_root_key",
            ["limited"] = "limited_root_key",
            ["none"] = null,
            ["garbage"] = "unkey_notarealrootkey000000",
        };
        var clock = new AdvancedClock(client, "full_root_key");
        var differences = new List<string>();
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Scenarios"), "*.json").Order().ToList();
        foreach (var file in files)
        {
            clock.MoveWellInsideAnHour();
            var scenario = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!.AsObject();
            var replayer = new Replayer(client, clock, clock.Advance, auths);
            differences.AddRange(
                from difference in await replayer.RunAsync(scenario, TestContext.Current.CancellationToken)
                select $"{Path.GetFileName(file)} {difference}");
        }

        Assert.Empty(differences);
        Assert.True(files.Count > 40);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
