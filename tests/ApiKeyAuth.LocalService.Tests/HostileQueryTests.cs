using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>The time of a query is limited whatever it computes, and so is the time that stopping waits for it.</summary>
[Collection(Alone)]
public class HostileQueryTests
{
    /// <summary>SQLite has one memory limit for the process, which would affect other tests.</summary>
    private const string Alone = "Alone";

    /// <summary>One second for the query, and the rest for work that cannot be interrupted on a busy machine.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. HostileQueries.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_query_ends_soon_after_its_time_is_up(string name)
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.LongestQuery = TimeSpan.FromSeconds(1));
        var key = fixture.AddKey();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => fixture.VerifyAsync(key)));

        var began = Stopwatch.GetTimestamp();
        var reply = await AnalyticsTests.PostAsync(fixture, HostileQueries.All[name]);
        var took = Stopwatch.GetElapsedTime(began);

        Assert.Contains(reply.Status, new[] { 200, 400, 422 });
        Assert.False(reply.Status == 400 && !name.StartsWith("doubled", StringComparison.Ordinal), reply.Text);
        Assert.True(took < Longest, $"It took {took}: {reply.Text[..Math.Min(200, reply.Text.Length)]}");
    }

    /// <summary>Checked functions return the same values, types and errors as SQLite's own.</summary>
    [Theory]
    [InlineData("instr('aäb', 'b')", "3")]
    [InlineData("instr(NULL, 'b')", "null")]
    [InlineData("typeof(instr(x'0102', x'02')) || instr(x'0102', x'02')", "\"integer2\"")]
    [InlineData("replace('a-b', '-', '')", "\"ab\"")]
    [InlineData("'Abc' LIKE 'a_%'", "1")]
    [InlineData("'10%' LIKE '10!%' ESCAPE '!'", "1")]
    [InlineData("'abc' GLOB 'A*'", "0")]
    [InlineData("trim('  a ') || trim('xax', 'x') || ltrim('xa', 'x') || rtrim('ax', 'x')", "\"aaaa\"")]
    [InlineData("upper('aä') || lower('AÄ')", "\"AäaÄ\"")]
    [InlineData("strftime('%Y-%m', 0, 'unixepoch', '+1 month')", "\"1970-02\"")]
    [InlineData("json_extract('{\"a\":[1,2.5,\"x\",null]}', '$.a[1]')", "2.5")]
    [InlineData("json_extract('{\"a\":[1]}', '$.a')", "\"[1]\"")]
    [InlineData("typeof(json_extract('[7]', '$[0]'))", "\"integer\"")]
    [InlineData("'[7,8]' -> 1", "\"8\"")]
    [InlineData("'[7,8]' ->> 1", "8")]
    [InlineData("json_array_length('[1,2,3]') + json_array_length('{\"a\":[1]}', '$.a')", "4")]
    [InlineData("json_type('[1.5]', '$[0]') || json_valid('{')", "\"real0\"")]
    [InlineData("json(' [1, 2] ')", "\"[1,2]\"")]
    [InlineData("json('[')", null)]
    [InlineData("instr('a')", null)]
    [InlineData("'a' LIKE 'a' ESCAPE 'ab'", null)]
    public async Task Checked_functions_compute_what_the_plain_ones_do(string expression, string? value)
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var reply = await AnalyticsTests.PostAsync(fixture, $"SELECT {expression} AS x");

        Assert.Equal(value is null ? 400 : 200, reply.Status);
        Assert.True(value is null || (reply.Data[0]!["x"]?.ToJsonString(Relaxed) ?? "null") == value, reply.Text);
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class RunsAlone;
}
