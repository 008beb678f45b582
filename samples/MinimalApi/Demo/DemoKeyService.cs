using ApiKeyAuth;
using ApiKeyAuth.LocalService;

namespace MinimalApi.Demo;

/// <summary>The key service that the sample brings along in development, where no other one is configured.</summary>
public sealed class DemoKeyService : IAsyncDisposable
{
    private const string SchemePath = $"Authentication:Schemes:{ApiKeyDefaults.AuthenticationScheme}";

    private readonly LocalKeyService _service;

    private DemoKeyService(LocalKeyService service) => _service = service;

    public Uri Address => _service.Address;

    public static async Task<DemoKeyService?> StartIfNoneIsConfiguredAsync(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (!string.IsNullOrEmpty(configuration[$"{SchemePath}:BaseAddress"]) || !builder.Environment.IsDevelopment())
        {
            return null;
        }

        var service = await StartAsync(
            configuration["Sample:KeyServiceUrl"] ?? "http://127.0.0.1:5081", configuration[$"{SchemePath}:RootKey"]);
        DemoKeys.AddTo(service, configuration["Sample:ApiId"]);
        configuration[$"{SchemePath}:BaseAddress"] = service.Address.ToString();
        configuration[$"{SchemePath}:RootKey"] = service.RootKey;
        return new DemoKeyService(service);
    }

    private static async Task<LocalKeyService> StartAsync(string url, string? rootKey)
    {
        try
        {
            return await LocalKeyService.StartAsync(options => (options.Url, options.RootKey) = (url, rootKey));
        }
        catch (IOException exception)
        {
            // Another sample may be running: nobody relies on this address, so any free port will do.
            Console.WriteLine($"{exception.Message} The key service takes a free port instead.");
            return await LocalKeyService.StartAsync(options => options.RootKey = rootKey);
        }
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();
}
