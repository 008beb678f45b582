using System.Net.Sockets;
using System.Text;

namespace ApiKeyAuth.LocalService.Tests;

public class RequestSizeTests
{
    private const string Verify = "keys.verifyKey";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_beyond_the_cap_is_answered_as_an_empty_one_and_the_connection_closed(bool chunked)
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.MaxRequestBodyBytes = 100_000);
        var body = Encoding.UTF8.GetBytes("{\"key\":\"x\"}".PadRight(100_000));

        Assert.Equal("200 NOT_FOUND", (await fixture.PostRawAsync(Verify, body, adjust: Chunk)).Outcome);
        var reply = await fixture.PostRawAsync(Verify, [.. body, (byte)' '], adjust: Chunk);
        Assert.Equal("400 unkey/application/invalid_input", reply.Outcome);
        Assert.Equal(["requestBody"], reply.Locations);
        Assert.True(reply.Headers.ConnectionClose);

        void Chunk(HttpRequestMessage request) => request.Headers.TransferEncodingChunked = chunked;
    }

    [Fact]
    public async Task The_default_cap_is_ten_mebibytes()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var body = Encoding.UTF8.GetBytes("{\"key\":\"x\"}".PadRight(10 * 1024 * 1024));

        Assert.Equal(200, (await fixture.PostRawAsync(Verify, body)).Status);
        Assert.Equal(400, (await fixture.PostRawAsync(Verify, [.. body, (byte)' '])).Status);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_answered_in_the_envelope()
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var answer = await RawHttp.ExchangeAsync(
            fixture.Service.Address,
            $"POST /v2/{Verify} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nthis is no chunk\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("user/bad_request/request_body_unreadable", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer unknown", "401")]
    [InlineData("Basic unknown", "400")]
    [InlineData(null, "400")]
    public async Task Bodies_of_unknown_callers_are_bounded_in_sum_and_known_ones_still_served(string? authorization, string status)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        const int megabytes = 9 * 1024 * 1024;
        var half = Encoding.ASCII.GetBytes(new string(' ', megabytes));
        var head = $"POST /v2/{Verify} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {megabytes + 13}\r\n"
            + (authorization is null ? string.Empty : $"Authorization: {authorization}\r\n") + "\r\n";
        var connections = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 8; i++)
            {
                var connection = new TcpClient();
                connections.Add(connection);
                await connection.ConnectAsync(fixture.Service.Address.Host, fixture.Service.Address.Port, TestContext.Current.CancellationToken);
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
                await connection.GetStream().WriteAsync(half, TestContext.Current.CancellationToken);
            }

            // The service has read all bodies: it holds them within the bound or discards them.
            Assert.Equal("200 NOT_FOUND", (await fixture.PostAsync(Verify, new { key = "x" })).Outcome);
            var answers = new List<string>();
            foreach (var connection in connections)
            {
                await connection.GetStream().WriteAsync("{\"wrong\":\"x\"}"u8.ToArray().AsMemory(0, 13), TestContext.Current.CancellationToken);
                var buffer = new byte[12];
                await connection.GetStream().ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
                answers.Add(Encoding.ASCII.GetString(buffer, 9, 3));
            }

            Assert.Contains(status, answers);
            Assert.True(answers.Count(answer => answer == status) >= 6, string.Join(' ', answers));
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }
}
