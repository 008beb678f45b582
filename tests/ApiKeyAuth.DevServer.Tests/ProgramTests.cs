using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ApiKeyAuth.DevServer.Tests;

public class ProgramTests
{
    private const string AnyPort = "http://127.0.0.1:0";

    [Fact]
    public async Task A_generated_root_key_is_printed_and_works()
    {
        await using var server = await DevServerProcess.StartAsync("--urls", AnyPort);
        var rootKey = server.Output.Split('\n').Single(line => line.StartsWith("Root key", StringComparison.Ordinal)).Split(": ")[1];
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", rootKey);

        using var content = new StringContent("""{"name":"orders"}""", mediaType: new("application/json"));
        using var response = await client.PostAsync("/v2/apis.createApi", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_root_key_of_the_command_line_is_not_repeated()
    {
        await using var server = await DevServerProcess.StartAsync("--urls", AnyPort, "--root-key", "very_secret_token");

        Assert.DoesNotContain("very_secret_token", server.Output, StringComparison.Ordinal);
        Assert.Contains("Root keys from the command line: 1", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_analytics_queries_fail_with_412_and_without_control_there_is_none()
    {
        await using var server = await DevServerProcess.StartAsync("--urls", AnyPort, "--root-key", "token", "--no-analytics");
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", "token");

        using var content = new StringContent("""{"query":"SELECT 1"}""", mediaType: new("application/json"));
        using var queried = await client.PostAsync("/v2/analytics.getVerifications", content, TestContext.Current.CancellationToken);
        using var counted = await client.GetAsync("/control/counts", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.PreconditionFailed, HttpStatusCode.NotFound), (queried.StatusCode, counted.StatusCode));
    }

    [Fact]
    public async Task An_address_in_the_environment_changes_nothing()
    {
        await using var server = await DevServerProcess.StartAsync("--urls", AnyPort);

        Assert.DoesNotContain(DevServerProcess.SurroundingAddress + "\n", server.Output, StringComparison.Ordinal);
        Assert.NotEqual(new Uri(DevServerProcess.SurroundingAddress), server.Address);
    }

    [Fact]
    public async Task Help_is_printed_and_is_no_failure()
    {
        var (exitCode, output, error) = await DevServerProcess.RunAsync("--help");

        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.Contains("--root-key VALUE", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_command_line_ends_with_the_usage_and_2()
    {
        var (exitCode, output, error) = await DevServerProcess.RunAsync("--port", "5081");

        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.StartsWith("Unknown argument --port.", error, StringComparison.Ordinal);
        Assert.Contains("Usage:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_ends_with_one_line_that_names_it_and_1()
    {
        await using var server = await DevServerProcess.StartAsync("--urls", AnyPort);
        var address = server.Address.GetLeftPart(UriPartial.Authority);

        var (exitCode, _, error) = await DevServerProcess.RunAsync("--urls", address);

        Assert.Equal(1, exitCode);
        Assert.Equal($"The address {address} is in use by another program.", error.Trim());
    }

    [Fact]
    public async Task A_permission_that_is_no_resource_name_ends_with_one_line_and_1()
    {
        var (exitCode, _, error) = await DevServerProcess.RunAsync("--urls", AnyPort, "--root-key", "hidden_key=unkey:v1:ws_1:**#*");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The permission 'unkey:v1:ws_1:**#*' of the root key is not a resource name. Set unkey:v1:", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden_key", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_stops_the_program_cleanly(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        Assert.SkipWhen(signal == "INT" && IsInterruptIgnored(), "These tests run in a shell's background, where programs inherit that SIGINT is ignored.");
        await using var server = await DevServerProcess.StartAsync("--urls", AnyPort);

        Assert.Equal(0, await server.SignalAsync(signal));
    }

    [Fact]
    public async Task An_unfinished_request_does_not_keep_the_program_from_stopping()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        await using var server = await DevServerProcess.StartAsync("--urls", AnyPort);
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        await connection.GetStream().WriteAsync("POST /v2/keys.verifyKey HTTP/1.1\r\nHo"u8.ToArray(), TestContext.Current.CancellationToken);

        var began = Stopwatch.GetTimestamp();
        Assert.Equal(0, await server.SignalAsync("TERM"));
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5));
    }

    private static bool IsInterruptIgnored()
    {
        const string status = "/proc/self/status";
        const string ignored = "SigIgn:";
        const int interrupt = 1 << (2 - 1);
        return File.Exists(status)
            && File.ReadLines(status).Single(line => line.StartsWith(ignored, StringComparison.Ordinal)) is var mask
            && (ulong.Parse(mask[ignored.Length..], NumberStyles.HexNumber | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) & interrupt) != 0;
    }
}
