using System.Text.Json.Nodes;
using ApiKeyAuth.LocalService.Tests.Replay;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Replays exchanges that were recorded with the real service, each scenario against a new local service.</summary>
public class ScenarioTests
{
    private const string LimitedRootKey = "unkey_limitedrootkey";

    public static TheoryData<string, bool> Scenarios => new(
        from file in Directory.EnumerateFiles(Folder, "*.json")
        from stored in new[] { false, true }
        orderby file
        select (Path.GetFileNameWithoutExtension(file), stored));

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Scenarios");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task The_service_responds_as_the_recorded_one(string scenario, bool stored)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, scenario + ".json"), TestContext.Current.CancellationToken);

        Assert.Empty(await ReplayAsync(JsonNode.Parse(text)!.AsObject(), stored));
    }

    internal static async Task<IReadOnlyList<string>> ReplayAsync(JsonObject scenario, bool stored = false)
    {
        using var folder = new DataFolder();
        await using var fixture = await ServiceFixture.StartAsync(folder.If(stored));
        fixture.Service.AddRootKey(LimitedRootKey, "api.*.read_api");
        var auths = new Dictionary<string, string?>
        {
            ["root"] = fixture.Service.RootKey,
            ["limited"] = LimitedRootKey,
            ["none"] = null,
            ["garbage"] = "unkey_notarealrootkey000000",
        };
        var replayer = new Replayer(fixture.Client, fixture.Clock, fixture.Clock.Advance, auths);
        return await replayer.RunAsync(scenario, TestContext.Current.CancellationToken);
    }
}
