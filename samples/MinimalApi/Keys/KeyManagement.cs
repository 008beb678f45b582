using ApiKeyAuth;
using ApiKeyAuth.Client;
using Microsoft.Extensions.Options;

namespace MinimalApi.Keys;

public static class KeyManagement
{
    public static IServiceCollection AddKeyManagement(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddKeyServiceClient();
        services.AddKeyServiceExceptionHandler();
        services.AddOptions<SampleOptions>().BindConfiguration("Sample");
        if (configuration.GetSection(KeyServiceClientOptions.SectionName).Exists())
        {
            return services;
        }

        services.AddOptions<KeyServiceClientOptions>().Configure<IOptionsMonitor<ApiKeyOptions>>((client, schemes) =>
        {
            var scheme = schemes.Get(ApiKeyDefaults.AuthenticationScheme);
            client.BaseAddress = scheme.BaseAddress;
            client.RootKey = scheme.RootKey;
            client.AllowInsecureBaseAddress = scheme.AllowInsecureBaseAddress;
        });
        return services;
    }
}

public sealed class SampleOptions
{
    /// <summary>The API in which keys are listed and created.</summary>
    public string ApiId { get; set; } = "";
}
