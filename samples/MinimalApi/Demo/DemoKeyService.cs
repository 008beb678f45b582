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

        var url = configuration["Sample:KeyServiceUrl"] ?? "http://127.0.0.1:5081";
        var service = await LocalKeyService.StartAsync(options =>
        {
            options.Url = url;
            options.RootKey = configuration[$"{SchemePath}:RootKey"];
        });
        DemoKeys.AddTo(service, configuration["Sample:ApiId"]);
        configuration[$"{SchemePath}:BaseAddress"] = service.Address.ToString();
        configuration[$"{SchemePath}:RootKey"] = service.RootKey;
        return new DemoKeyService(service);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();
}
