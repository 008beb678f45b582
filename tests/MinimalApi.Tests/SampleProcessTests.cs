using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ApiKeyAuth.Testing;

namespace MinimalApi.Tests;

/// <summary>The sample as a process, as a person starts it.</summary>
public sealed class SampleProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Sample_prints_where_it_listens_and_its_demo_keys_work()
    {
        using var process = Start(
            "Development",
            [
                "--urls", "http://127.0.0.1:0", "--Sample:KeyServiceUrl", "http://127.0.0.1:0",
                .. TestTimeouts.Timeouts.Select(setting => $"--{setting.Key}={setting.Value}"),
            ]);
        try
        {
            var line = await ReadUntilAsync(process, "The sample listens on ");
            var address = line["The sample listens on ".Length..].Split(';')[0];
            Assert.Contains("demo_reader", await ReadUntilAsync(process, "demo_reader"), StringComparison.Ordinal);
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/me");
            request.Headers.Authorization = new("Bearer", "demo_reader");

            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Taken_port_is_a_clear_message()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (code, errors) = await FailAsync("Development", "--urls", $"http://{taken.LocalEndpoint}", "--Sample:KeyServiceUrl", "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Contains(taken.LocalEndpoint.ToString()!, errors, StringComparison.Ordinal);
        Assert.Contains("--urls", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_a_missing_root_key_stops_the_start_with_the_fix()
    {
        var (code, errors) = await FailAsync("Production", "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Contains("Authentication:Schemes:ApiKey:RootKey is not set.", errors, StringComparison.Ordinal);
        Assert.Contains("dotnet user-secrets set", errors, StringComparison.Ordinal);
    }

    private static Process Start(string environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(typeof(Program).Assembly.Location)!,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["DOTNET_ENVIRONMENT"] = environment;
        return Process.Start(start)!;
    }

    private static async Task<(int Code, string Errors)> FailAsync(string environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = await process.StandardError.ReadToEndAsync(patience.Token);
            await output;
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> ReadUntilAsync(Process process, string text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        Assert.Fail($"The process ended before it printed '{text}'.");
        return "";
    }
}
