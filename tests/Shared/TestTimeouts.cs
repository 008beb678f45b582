namespace ApiKeyAuth.Testing;

/// <summary>Settings of an app's scheme for a busy machine, which is no outage. What is about timeouts sets its own.</summary>
internal static class TestTimeouts
{
    private const string Section = "Authentication:Schemes:ApiKey:";

    public static IReadOnlyDictionary<string, string?> Timeouts { get; } = new Dictionary<string, string?>
    {
        [Section + "AttemptTimeout"] = "00:00:20",
        [Section + "TotalTimeout"] = "00:00:30",
    };

    public static Dictionary<string, string?> At(Uri service, string rootKey) => new(Timeouts)
    {
        [Section + "BaseAddress"] = service.ToString(),
        [Section + "RootKey"] = rootKey,
    };
}
