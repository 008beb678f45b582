using ApiKeyAuth.Benchmarks.Measuring;

namespace ApiKeyAuth.Benchmarks.Tests;

/// <summary>The parts as a run calls them, with their processes, only shorter. Ratios are not judged: this is no quiet machine.</summary>
public sealed class PartTests
{
    public static TheoryData<string> Parts => [.. Benchmarks.Parts.All.Keys];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Part_runs_and_finds_nothing_broken(string part)
    {
        using var output = new StringWriter();
        var table = new RatioTable(output);

        await Benchmarks.Parts.All[part](Extent.Quick, table);

        Assert.NotEmpty(table.Findings);
        Assert.DoesNotContain(table.Findings, finding => finding.Outcome == Outcome.Broken);
        Assert.True(table.Print());
    }
}
