namespace ApiKeyAuth.Benchmarks.Measuring;

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Measured">The figure.</param>
/// <param name="Goal">What it should be; empty for figures without a goal.</param>
/// <param name="Outcome">How it compares.</param>
internal sealed record Finding(string What, string Measured, string Goal = "", Outcome Outcome = Outcome.Figure);

internal enum Outcome
{
    /// <summary>A figure without a goal.</summary>
    Figure,

    Missed,
    Met,

    /// <summary>Better than the goal by a margin that was set beforehand.</summary>
    Stretch,

    /// <summary>Not a matter of speed, and wrong: a run with such a finding fails.</summary>
    Broken,
}
