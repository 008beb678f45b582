using ApiKeyAuth.Benchmarks.Schemes;
using ApiKeyAuth.LocalService;

namespace ApiKeyAuth.Benchmarks.Processes;

/// <summary>The local key service with a key of each kind, in memory or, with <see cref="Stored"/>, in a new file.</summary>
internal sealed class KeyServiceServer : IServer
{
    public const string Stored = "--stored";
    public const string RootKey = "root_key_of_the_benchmarks";
    public const string Limited = "bench_limited_8Yh2Kq5Wn";
    public const string Metered = "bench_metered_4Tf7Rb1Lc";
    public const string Scarce = "bench_scarce_9Dm3Xp6Vz";
    public const int ScarceCredits = 5_000;

    private const long Plenty = 1_000_000_000;

    private readonly LocalKeyService _service;
    private readonly DirectoryInfo? _folder;

    private KeyServiceServer(LocalKeyService service, DirectoryInfo? folder) => (_service, _folder) = (service, folder);

    public Uri Address => _service.Address;

    public static async Task<KeyServiceServer> StartAsync(string[] arguments)
    {
        var folder = arguments is [Stored] ? Directory.CreateTempSubdirectory("benchmarks-") : null;
        var service = await LocalKeyService.StartAsync(options =>
        {
            options.RootKey = RootKey;
            options.DataFile = folder is null ? null : Path.Combine(folder.FullName, "keys.db");
        });
        service.AddApi("benchmarks", BenchmarkKeys.ApiId);
        service.AddKey(BenchmarkKeys.Free(Credentials.Key));
        service.AddKey(new KeySeed
        {
            ApiId = BenchmarkKeys.ApiId,
            Key = Limited,
            RateLimits = [new LocalRateLimit("requests", Plenty, TimeSpan.FromMinutes(1), AutoApply: true)],
        });
        service.AddKey(new KeySeed { ApiId = BenchmarkKeys.ApiId, Key = Metered, Credits = Plenty });
        service.AddKey(new KeySeed { ApiId = BenchmarkKeys.ApiId, Key = Scarce, Credits = ScarceCredits });
        return new KeyServiceServer(service, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder?.Delete(recursive: true);
    }
}
