using System.Collections;
using System.Runtime.InteropServices;
using ApiKeyAuth.DevServer;
using ApiKeyAuth.LocalService;

var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value);
var arguments = Arguments.Parse(args, environment, out var error);
if (arguments is null)
{
    await Console.Error.WriteLineAsync($"{error}{Environment.NewLine}{Environment.NewLine}{Usage.Text}");
    return 2;
}

if (arguments.WantsHelp)
{
    Console.WriteLine(Usage.Text);
    return 0;
}

var stopped = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    await using var service = await LocalKeyService.StartAsync(options =>
    {
        options.Url = arguments.Url.OriginalString;
        options.DataFile = arguments.DataFile;
        options.SeedFile = arguments.SeedFile;
        options.Analytics = arguments.HasAnalytics;
        options.RevokeStoredRootKeys = arguments.RevokesRootKeys;
        options.Control = arguments.HasControl;
    });
    foreach (var rootKey in arguments.RootKeys)
    {
        service.AddRootKey(rootKey.Value, rootKey.Permissions);
    }

    Console.WriteLine(StartupBanner.For(service, arguments));
    await stopped.Task;
    return 0;
}
catch (Exception fault) when (fault is IOException or InvalidDataException or ArgumentException)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    // The signal must not end the process: it ends when Main returns.
    signal.Cancel = true;
    stopped.TrySetResult();
}
