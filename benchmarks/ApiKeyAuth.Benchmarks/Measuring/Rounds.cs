namespace ApiKeyAuth.Benchmarks.Measuring;

/// <summary>
/// Compares contenders in short rounds that take turns, so that a disturbance of the machine hits all alike, and takes the lower quartile,
/// since a disturbance only ever adds.
/// </summary>
/// <param name="Count">Measured rounds.</param>
/// <param name="Operations">Operations of each contender in a round.</param>
/// <param name="WarmUp">Rounds before that, not measured.</param>
internal sealed record Rounds(int Count, int Operations, int WarmUp = 2)
{
    /// <summary>The lower quartile of the cost of one operation in nanoseconds, by contender.</summary>
    public async Task<IReadOnlyDictionary<string, double>> MeasureAsync(params Contender[] contenders)
    {
        var costs = contenders.ToDictionary(contender => contender.Name, _ => new List<double>(Count));
        for (var round = -WarmUp; round < Count; round++)
        {
            // Whoever comes second finds a warmer processor.
            foreach (var contender in round % 2 == 0 ? contenders : contenders.Reverse())
            {
                var before = await contender.Clock();
                await contender.RunAsync(Operations);
                var cost = await contender.Clock() - before;
                if (round >= 0)
                {
                    costs[contender.Name].Add(cost.TotalNanoseconds / Operations);
                }
            }
        }

        return costs.ToDictionary(entry => entry.Key, entry => LowerQuartile(entry.Value));
    }

    private static double LowerQuartile(List<double> values)
    {
        values.Sort();
        return values[(values.Count - 1) / 4];
    }
}
