using ApiKeyAuth.LocalService;

namespace ApiKeyAuth.Benchmarks.Schemes;

/// <summary>The keys that are verified.</summary>
internal static class BenchmarkKeys
{
    public const string ApiId = "api_benchmarks";

    /// <summary>Starts a key service in this process that knows the one key and a number of others like it.</summary>
    public static async Task<LocalKeyService> StartServiceAsync(int others = 0)
    {
        var service = await LocalKeyService.StartAsync();
        service.AddApi("benchmarks", ApiId);
        service.AddKey(Free(Credentials.Key));
        for (var i = 0; i < others; i++)
        {
            service.AddKey(Free(Other(i)));
        }

        return service;
    }

    public static KeyServiceAt At(this LocalKeyService service) => new(service.Address, service.RootKey);

    public static string Other(int number) => $"{Credentials.Key}_{number}";

    public static KeySeed Free(string key) => new()
    {
        ApiId = ApiId,
        Key = key,
        Name = Credentials.Name,
        ExternalId = Credentials.Owner,
        Roles = Credentials.Roles,
        Permissions = Credentials.Permissions,
    };
}
