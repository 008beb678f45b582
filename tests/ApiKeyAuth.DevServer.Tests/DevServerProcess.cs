using System.Diagnostics;

namespace ApiKeyAuth.DevServer.Tests;

/// <summary>Runs the built program as a user does.</summary>
internal sealed class DevServerProcess : IAsyncDisposable
{
    /// <summary>An address that the environment of each run contains, and on which the program must not listen.</summary>
    public const string SurroundingAddress = "http://127.0.0.1:1";

    private readonly Process _process;

    private DevServerProcess(Process process) => _process = process;

    /// <summary>The standard output of the program so far.</summary>
    public string Output { get; private set; } = string.Empty;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts the program and waits until it prints its address.</summary>
    public static async Task<DevServerProcess> StartAsync(params string[] args)
    {
        const string listening = "Listening on ";
        var server = new DevServerProcess(Launch(args));
        while (await server._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            server.Output += line + "\n";
            if (line.StartsWith(listening, StringComparison.Ordinal))
            {
                server.Address = new Uri(line[listening.Length..]);
            }
            else if (line.StartsWith("All data is ", StringComparison.Ordinal))
            {
                return server;
            }
        }

        throw new InvalidOperationException(await server._process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Runs the program until it ends.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        using var process = Launch(args);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Sends a signal and waits until the program ends, with a timeout.</summary>
    public async Task<int> SignalAsync(string signal)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Kills the program.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static Process Launch(string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ApiKeyAuth.DevServer.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = SurroundingAddress;
        return Process.Start(start)!;
    }
}
