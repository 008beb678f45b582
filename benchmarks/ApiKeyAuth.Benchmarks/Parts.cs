using ApiKeyAuth.Benchmarks.Client;
using ApiKeyAuth.Benchmarks.Cold;
using ApiKeyAuth.Benchmarks.Hits;
using ApiKeyAuth.Benchmarks.Load;
using ApiKeyAuth.Benchmarks.Measuring;
using ApiKeyAuth.Benchmarks.Serving;

namespace ApiKeyAuth.Benchmarks;

/// <summary>Everything that is measured, by the name that narrows a run to it.</summary>
internal static class Parts
{
    public static IReadOnlyDictionary<string, Func<Extent, RatioTable, Task>> All { get; } =
        new OrderedDictionary<string, Func<Extent, RatioTable, Task>>(StringComparer.Ordinal)
        {
            ["hit"] = HitPart.RunAsync,
            ["kestrel"] = KestrelPart.RunAsync,
            ["cold"] = ColdPart.RunAsync,
            ["shared"] = (_, table) => SharedCallPart.RunAsync(table),
            ["unknown"] = UnknownKeysPart.RunAsync,
            ["service"] = ServicePart.RunAsync,
            ["client"] = ClientPart.RunAsync,
        };

    /// <summary>The part that hands the same operations to BenchmarkDotNet.</summary>
    public const string Detail = "detail";

    public static bool RunDetail(Extent extent) =>
        Measuring.Detail.Run(extent, typeof(HitBenchmarks), typeof(HitStepBenchmarks), typeof(ClientBenchmarks));
}
