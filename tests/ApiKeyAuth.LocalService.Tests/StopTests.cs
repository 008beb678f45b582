using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Unfinished requests do not keep a service from stopping.</summary>
public class StopTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("POST /v2/keys.verifyKey HTTP/1.1\r\nHost: x\r\nAuth")]
    [InlineData("POST /v2/keys.verifyKey HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n")]
    [InlineData("POST /v2/keys.verifyKey HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"key\"")]
    [InlineData("POST /v2/keys.verifyKey HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"k")]
    [InlineData("POST /v2/keys.verifyKey HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n")]
    [InlineData("POST /v2/unknown HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")]
    [InlineData("GET /v2/liveness HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n")]
    [InlineData("POST /control/faults HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nAuthorization: Bearer root\r\n\r\n{")]
    public async Task An_unfinished_request_does_not_keep_the_service_from_stopping(string sent)
    {
        var fixture = await ServiceFixture.StartAsync(options => (options.Control, options.RootKey) = (true, "root"));
        using var connection = await ConnectAsync(fixture, sent);

        await AssertStopsAsync(fixture);
    }

    [Fact]
    public async Task A_client_that_reads_no_answers_does_not_keep_the_service_from_stopping()
    {
        var fixture = await ServiceFixture.StartAsync();
        using var connection = await ConnectAsync(fixture, string.Empty);
        var stream = connection.GetStream();
        var call = Encoding.ASCII.GetBytes("GET /v2/liveness HTTP/1.1\r\nHost: x\r\n\r\n");

        // Writing blocks as soon as the service itself waits until its responses are read.
        using var stopped = new CancellationTokenSource();
        var writing = WriteUntilStuckAsync();
        await fixture.VerifyAsync(fixture.AddKey());

        await AssertStopsAsync(fixture);
        await stopped.CancelAsync();
        await writing;

        async Task WriteUntilStuckAsync()
        {
            try
            {
                while (true)
                {
                    await stream.WriteAsync(call, stopped.Token);
                }
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException)
            {
                // The service has stopped.
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_is_delayed_without_end_does_not_keep_the_service_from_stopping(bool stored)
    {
        using var folder = new DataFolder();
        var fixture = await ServiceFixture.StartAsync(folder.If(stored));
        fixture.Service.Faults.Add(LocalFault.Delay(TimeSpan.FromDays(1)) with { Calls = 3 });
        var key = fixture.AddKey();
        var calls = Enumerable.Range(0, 3).Select(_ => CallAsync(() => fixture.VerifyAsync(key))).ToArray();
        while (fixture.Service.CallCount("keys.verifyKey") < 3)
        {
            await Task.Yield();
        }

        await AssertStopsAsync(fixture);
        Assert.All(await Task.WhenAll(calls), status => Assert.Null(status));
    }

    [Theory]
    [InlineData(false, "SELECT count() FROM key_verifications_v1, key_verifications_v1 AS b, key_verifications_v1 AS c, key_verifications_v1 AS d, key_verifications_v1 AS e, key_verifications_v1 AS f")]
    [InlineData(true, "SELECT count() FROM key_verifications_v1, key_verifications_v1 AS b, key_verifications_v1 AS c, key_verifications_v1 AS d, key_verifications_v1 AS e, key_verifications_v1 AS f")]
    [InlineData(false, null)]
    [InlineData(true, null)]
    public async Task A_running_query_and_those_that_wait_behind_it_do_not_keep_the_service_from_stopping(bool stored, string? query)
    {
        using var folder = new DataFolder();
        var fixture = await ServiceFixture.StartAsync(options =>
        {
            options.DataFile = stored ? folder.File : null;
            options.LongestQuery = TimeSpan.FromHours(1);
        });
        var key = fixture.AddKey();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => fixture.VerifyAsync(key)));
        var calls = Enumerable.Range(0, 4)
            .Select(_ => CallAsync(() => AnalyticsTests.PostAsync(fixture, query ?? HostileQueries.StraightLine))).ToArray();
        while (fixture.Service.CallCount("analytics.getVerifications") < 4)
        {
            await Task.Yield();
        }

        await AssertStopsAsync(fixture);
        Assert.All(await Task.WhenAll(calls), status => Assert.NotEqual(200, status ?? 0));
        if (stored)
        {
            await using var next = await ServiceFixture.StartAsync(folder.If(stored));
        }
    }

    [Fact]
    public async Task A_query_ends_with_the_connection_that_it_came_by()
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.LongestQuery = TimeSpan.FromHours(1));
        await fixture.VerifyAsync(fixture.AddKey());
        var body = JsonSerializer.Serialize(new { query = HostileQueries.StraightLine });
        using (await ConnectAsync(
            fixture,
            $"POST /v2/analytics.getVerifications HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {fixture.Service.RootKey}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"))
        {
            while (fixture.Service.CallCount("analytics.getVerifications") == 0)
            {
                await Task.Yield();
            }
        }

        Assert.Equal(200, (await AnalyticsTests.PostAsync(fixture, "SELECT 1")).Status);
    }

    private static async Task AssertStopsAsync(ServiceFixture fixture)
    {
        var began = Stopwatch.GetTimestamp();
        await fixture.Service.DisposeAsync();
        var took = Stopwatch.GetElapsedTime(began);
        fixture.Client.Dispose();

        Assert.True(took < Longest, $"Stopping took {took}.");
    }

    /// <summary>Returns the status of the response, or null if the connection was closed.</summary>
    private static async Task<int?> CallAsync(Func<Task<Reply>> call)
    {
        try
        {
            return (await call()).Status;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private static async Task<TcpClient> ConnectAsync(ServiceFixture fixture, string sent)
    {
        var client = new TcpClient();
        await client.ConnectAsync(fixture.Service.Address.Host, fixture.Service.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(sent), TestContext.Current.CancellationToken);

        // A response on a later connection proves that the service has accepted this one.
        await fixture.PostAsync("keys.verifyKey", new { key = "unknown" });
        return client;
    }
}
