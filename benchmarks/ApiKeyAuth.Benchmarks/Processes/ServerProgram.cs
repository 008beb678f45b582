using ApiKeyAuth.Benchmarks.Schemes;

namespace ApiKeyAuth.Benchmarks.Processes;

/// <summary>What a child process does: serve until its input ends.</summary>
internal static class ServerProgram
{
    public const string Command = "serve";
    public const string KeyService = "key-service";
    public const string Echo = "echo";

    private const string AddressVariable = "BENCHMARKS_KEY_SERVICE";
    private const string RootKeyVariable = "BENCHMARKS_ROOT_KEY";

    public static string[] App(Contestant contestant) => [Command, contestant.ToString()];

    /// <summary>Not on the command line: every user of the machine can read that.</summary>
    public static void Describe(KeyServiceAt service, IDictionary<string, string?> environment)
    {
        environment[AddressVariable] = service.Address.ToString();
        environment[RootKeyVariable] = service.RootKey;
    }

    public static async Task RunAsync(string server, string[] arguments)
    {
        await using IServer running = server switch
        {
            KeyService => await KeyServiceServer.StartAsync(arguments),
            Echo => await EchoServer.StartAsync(),
            _ => await AppServer.StartAsync(Enum.Parse<Contestant>(server), DescribedService()),
        };
        Console.WriteLine(running.Address);
        await Console.In.ReadToEndAsync();
    }

    private static KeyServiceAt? DescribedService() =>
        Environment.GetEnvironmentVariable(AddressVariable) is { } address
            ? new KeyServiceAt(new Uri(address), Environment.GetEnvironmentVariable(RootKeyVariable) ?? "")
            : null;
}

/// <summary>A server that listens.</summary>
internal interface IServer : IAsyncDisposable
{
    Uri Address { get; }
}
