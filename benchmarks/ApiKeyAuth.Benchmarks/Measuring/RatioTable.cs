using System.Globalization;

namespace ApiKeyAuth.Benchmarks.Measuring;

/// <summary>Collects what the parts find and prints it as one Markdown table. Figures depend on the machine, ratios hardly.</summary>
internal sealed class RatioTable(TextWriter output)
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>A ratio of costs: less is better.</summary>
    public void AtMost(string what, double ratio, double goal, double? stretch = null) => Add(new Finding(
        what, Number(ratio), $"≤ {Number(goal)}{(stretch is { } aim ? $" ({Number(aim)})" : "")}",
        ratio <= stretch ? Outcome.Stretch : ratio <= goal ? Outcome.Met : Outcome.Missed));

    /// <summary>A ratio of performances: more is better.</summary>
    public void AtLeast(string what, double ratio, double goal) => Add(new Finding(
        what, Number(ratio), $"≥ {Number(goal)}", ratio >= goal ? Outcome.Met : Outcome.Missed));

    /// <summary>What holds or does not, on any machine.</summary>
    public void Exactly(string what, string measured, string goal, bool holds) =>
        Add(new Finding(what, measured, goal, holds ? Outcome.Met : Outcome.Broken));

    public void Figure(string what, string measured) => Add(new Finding(what, measured));

    public void Figure(string what, double ratio) => Figure(what, Number(ratio));

    public void Cost(string what, double nanoseconds) => Figure(what, nanoseconds < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:F0} ns")
        : string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1000:F1} µs"));

    /// <summary>Prints all findings.</summary>
    /// <returns>Whether nothing is broken.</returns>
    public bool Print()
    {
        output.WriteLine();
        if (_findings.Count == 0)
        {
            return true;
        }

        output.WriteLine("| what | measured | goal (stretch) | |");
        output.WriteLine("|---|---|---|---|");
        foreach (var finding in _findings)
        {
            output.WriteLine(Row(finding));
        }

        return _findings.TrueForAll(finding => finding.Outcome != Outcome.Broken);
    }

    private void Add(Finding finding)
    {
        _findings.Add(finding);

        // A run takes minutes: who watches wants to see it move.
        output.WriteLine(Row(finding));
    }

    private static string Row(Finding finding) =>
        $"| {finding.What} | {finding.Measured} | {finding.Goal} | {(finding.Outcome == Outcome.Figure ? "" : finding.Outcome.ToString().ToLowerInvariant())} |";

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
