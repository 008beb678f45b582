using System.Diagnostics;
using System.Globalization;
using ApiKeyAuth.Benchmarks.Load;
using ApiKeyAuth.Benchmarks.Measuring;
using ApiKeyAuth.Benchmarks.Processes;
using ApiKeyAuth.Benchmarks.Schemes;

namespace ApiKeyAuth.Benchmarks.Serving;

/// <summary>The local key service as a process, under load from this one.</summary>
internal static class ServicePart
{
    private const string Path = "/v2/keys.verifyKey";
    private const int Connections = 32;
    private const int ScarceCallers = 64;
    private const int CallsOfEach = 100;

    /// <summary>How the service is started: its name in the table, its options, the least share of the empty endpoint's requests.</summary>
    private static readonly (string Name, string[] Options, double Goal)[] Variants =
        [("in memory", [], 0.5), ("stored", [KeyServiceServer.Stored], 0.25)];

    public static async Task RunAsync(Extent extent, RatioTable table)
    {
        await using var echo = await ChildProcess.StartAsync([ServerProgram.Command, ServerProgram.Echo]);
        foreach (var (name, options, goal) in Variants)
        {
            await using var service = await ChildProcess.StartAsync([ServerProgram.Command, ServerProgram.KeyService, .. options]);
            var what = $"key service, {name}";
            await MeasureCallsAsync(extent, table, what, goal, echo.Address, service.Address);
            await MeasureMemoryAsync(extent, table, what, service);
            await CountCreditsAsync(table, what, service.Address);
        }
    }

    private static async Task MeasureCallsAsync(Extent extent, RatioTable table, string what, double goal, Uri echo, Uri service)
    {
        using var toEcho = await Callers.ConnectAsync(echo, Connections);
        using var toService = await Callers.ConnectAsync(service, Connections);
        var costs = await extent.ServiceCalls.MeasureAsync(
            Contend("echo", toEcho, Credentials.Key), Contend("free", toService, Credentials.Key),
            Contend("limited", toService, KeyServiceServer.Limited), Contend("metered", toService, KeyServiceServer.Metered));
        table.Figure($"{what}: requests/s, empty endpoint, {Connections} connections", PerSecond(costs["echo"]));
        table.Figure($"{what}: requests/s, free, rate-limited, metered key", string.Join(
            ", ", PerSecond(costs["free"]), PerSecond(costs["limited"]), PerSecond(costs["metered"])));
        table.AtLeast($"{what}: requests/s, free key / empty endpoint", costs["echo"] / costs["free"], goal);
    }

    private static async Task MeasureMemoryAsync(Extent extent, RatioTable table, string what, ChildProcess service)
    {
        using var callers = await Callers.ConnectAsync(service.Address, Connections);
        var requests = new[] { Credentials.Key, KeyServiceServer.Limited, KeyServiceServer.Metered }.Select(Verify).ToArray();
        var begun = Stopwatch.GetTimestamp();
        var answers = 0;
        while (Stopwatch.GetElapsedTime(begun) < extent.ServiceMinute)
        {
            answers += await callers.SendAsync(extent.ServiceCalls.Operations, number => requests[number % requests.Length]);
        }

        table.Figure(
            string.Create(CultureInfo.InvariantCulture, $"{what}: working set after {extent.ServiceMinute.TotalSeconds:F0} s and {answers:N0} calls"),
            string.Create(CultureInfo.InvariantCulture, $"{service.WorkingSet / 1024.0 / 1024:F0} MB"));
    }

    private static async Task CountCreditsAsync(RatioTable table, string what, Uri service)
    {
        using var callers = await Callers.ConnectAsync(service, ScarceCallers);
        var request = Verify(KeyServiceServer.Scarce);
        var valid = await callers.SendAsync(ScarceCallers * CallsOfEach, _ => request, IsValid);
        table.Exactly(
            $"{what}: calls let in of {ScarceCallers * CallsOfEach} by {ScarceCallers} callers", $"{valid}",
            $"{KeyServiceServer.ScarceCredits}, the credits", valid == KeyServiceServer.ScarceCredits);
    }

    private static Contender Contend(string name, Callers callers, string key)
    {
        var request = Verify(key);
        return new Contender(
            name,
            async requests =>
            {
                if (await callers.SendAsync(requests, _ => request, IsValid) != requests)
                {
                    throw new InvalidOperationException("A valid key was rejected.");
                }
            },
            Contender.Elapsed);
    }

    private static byte[] Verify(string key) => Callers.Post(Path, KeyServiceServer.RootKey, $$"""{"key":"{{key}}"}""");

    private static bool IsValid(ReadOnlyMemory<byte> answer) => answer.Span.IndexOf("\"code\":\"VALID\""u8) >= 0;

    private static string PerSecond(double nanoseconds) => string.Create(CultureInfo.InvariantCulture, $"{1e9 / nanoseconds:N0}");
}
