using System.Diagnostics;
using ApiKeyAuth.Benchmarks.Schemes;

namespace ApiKeyAuth.Benchmarks.Processes;

/// <summary>A server in a process of its own, so that what it takes can be told from what the load takes.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts this program as one of its servers. It listens when the task is done.</summary>
    public static async Task<ChildProcess> StartAsync(IEnumerable<string> arguments, KeyServiceAt? service = null)
    {
        var start = new ProcessStartInfo(ProgramFile(), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // What a web application has by default.
        start.Environment["DOTNET_gcServer"] = "1";
        if (service is not null)
        {
            ServerProgram.Describe(service, start.Environment);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        var address = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"The server {string.Join(' ', start.ArgumentList)} ended at once.");
        return new ChildProcess(process, new Uri(address));
    }

    public ValueTask<TimeSpan> ProcessorTime()
    {
        _process.Refresh();
        return ValueTask.FromResult(_process.TotalProcessorTime);
    }

    /// <summary>Closes the server's input, which ends it, as the end of this process would.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Not the path of the process: that may be a test runner.</summary>
    private static string ProgramFile() =>
        Path.ChangeExtension(typeof(ChildProcess).Assembly.Location, OperatingSystem.IsWindows() ? "exe" : null);
}
