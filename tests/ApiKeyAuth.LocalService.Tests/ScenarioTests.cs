using System.Text.Json.Nodes;
using ApiKeyAuth.LocalService.Tests.Replay;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Exchanges recorded with the real service, each scenario against a fresh local one.</summary>
public class ScenarioTests
{
    private const string LimitedRootKey = "unkey_limitedrootkey";

    public static TheoryData<string> Scenarios =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Scenarios");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task The_service_answers_as_the_recorded_one(string scenario)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, scenario + ".json"), TestContext.Current.CancellationToken);

        Assert.Empty(await ReplayAsync(JsonNode.Parse(text)!.AsObject()));
    }

    internal static async Task<IReadOnlyList<string>> ReplayAsync(JsonObject scenario)
    {
        await using var fixture = await ServiceFixture.StartAsync();
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
