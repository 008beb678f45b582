using ApiKeyAuth.Benchmarks.Measuring;
using ApiKeyAuth.Benchmarks.Schemes;

namespace ApiKeyAuth.Benchmarks.Cold;

/// <summary>Many callers of one key that nobody has seen before.</summary>
internal static class SharedCallPart
{
    private const int Callers = 500;

    public static async Task RunAsync(RatioTable table)
    {
        await using var service = await BenchmarkKeys.StartServiceAsync();
        await using var app = InProcessApp.Create(Contestant.ApiKey, service.At());
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = Enumerable.Range(0, Callers).Select(async _ =>
        {
            await start.Task;
            return await Task.Run(() => app.AuthenticateAsync(Credentials.BearerKey));
        }).ToArray();
        start.SetResult();
        var admitted = (await Task.WhenAll(callers)).Count(result => result.Succeeded);
        var calls = service.CallCount("keys.verifyKey");
        table.Exactly($"{Callers} cold callers of one key: calls, callers let in", $"{calls}, {admitted}", $"1, {Callers}", (calls, admitted) == (1, Callers));
    }
}
