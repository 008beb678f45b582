using System.Diagnostics;

namespace ApiKeyAuth.Packages.Tests;

/// <summary>Runs programs in a folder with the environment variables of these tests.</summary>
internal sealed class Commands(IReadOnlyDictionary<string, string> variables)
{
    /// <summary>The variables that the test run sets for itself, or the machine for its own apps.</summary>
    private static readonly string[] Foreign = ["MSBUILD", "ASPNETCORE_", "DOTNET_ENVIRONMENT", "TESTINGPLATFORM_", "Authentication__"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs the SDK and returns its output. A failure throws an exception with the output.</summary>
    public async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var process = Start(folder, arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            var text = await output + await error;
            return process.ExitCode == 0
                ? text
                : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{text}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Starts a program with redirected output.</summary>
    public Process Start(string folder, string[] arguments, string program = "dotnet")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static bool IsForeign(string name) => Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
