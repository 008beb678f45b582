using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ApiKeyAuth.Benchmarks.Measuring;

/// <summary>
/// BenchmarkDotNet's look at the same operations: nanoseconds, their spread, allocations. It measures one benchmark after the other, so
/// the goals are judged by <see cref="Rounds"/>.
/// </summary>
internal static class Detail
{
    public static bool Run(Extent extent, params Type[] benchmarks)
    {
        var job = extent.IsQuick
            ? Job.Dry.WithToolchain(InProcessEmitToolchain.Instance)
            : Job.Default.WithWarmupCount(6).WithIterationCount(12);
        var config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(job).WithArtifactsPath("artifacts/benchmarks").WithBuildTimeout(TimeSpan.FromMinutes(10));
        return BenchmarkRunner.Run(benchmarks, config).All(summary =>
            !summary.HasCriticalValidationErrors && summary.Reports.Length > 0 && summary.Reports.All(report => report.Success));
    }
}
