using System.Diagnostics;
using System.Text;

namespace ApiKeyAuth.Packages.Tests;

/// <summary>A running server that has printed its address.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private ServerProcess(Process process, string listening)
    {
        _process = process;
        // Both streams are read to their end, because a full pipe would block the program.
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, listening), ReadAsync(process.StandardError, listening));
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Waits for the line of the output that contains <paramref name="listening"/>, followed by the address.</summary>
    public static async Task<ServerProcess> StartAsync(Process process, string listening)
    {
        var server = new ServerProcess(process, listening);
        if (await Task.WhenAny(server._address.Task, server._reading) != server._address.Task && !server._address.Task.IsCompleted)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"The server ended before it listened:\n{server._output}");
        }

        server.Address = await server._address.Task;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader, string listening)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }

            if (line.IndexOf(listening, StringComparison.Ordinal) is >= 0 and var start)
            {
                _address.TrySetResult(new Uri(line[(start + listening.Length)..].Trim()));
            }
        }
    }
}
