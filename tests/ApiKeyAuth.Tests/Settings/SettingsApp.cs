using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Tests.Settings;

/// <summary>Starts apps whose configuration is what a test says, on top of a valid scheme.</summary>
internal static class SettingsApp
{
    public const string Path = "Authentication:Schemes:ApiKey";

    public static readonly Uri Nowhere = new("http://127.0.0.1:9");

    public static void Map(WebApplication app) => app.MapGet("/", () => "ok").RequireAuthorization();

    public static Task<TestApp> StartAsync(params (string Name, string? Value)[] settings) =>
        TestApp.StartAsync(Nowhere, Map, builder => builder.Set(settings).AddApiKeyAuthentication());

    public static Task<TestApp> StartJsonAsync(params string[] sources) => TestApp.StartAsync(Nowhere, Map, builder =>
    {
        foreach (var source in sources)
        {
            builder.AddJson(source);
        }

        builder.AddApiKeyAuthentication();
    });

    public static async Task<string> FailureAsync(Func<Task<TestApp>> start) =>
        (await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            await using var app = await start();
        })).Message;

    public static Task<string> FailureAsync(params (string Name, string? Value)[] settings) => FailureAsync(() => StartAsync(settings));

    public static WebApplicationBuilder Set(this WebApplicationBuilder builder, params (string Name, string? Value)[] settings)
    {
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)));
        return builder;
    }

    /// <summary>Adds settings of the scheme, as they stand in a file.</summary>
    public static void AddJson(this WebApplicationBuilder builder, string scheme) => builder.Configuration.AddJsonStream(
        new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Authentication": { "Schemes": { "ApiKey": {{scheme}} } } }""")));

    public static ApiKeyOptions Options(this TestApp app, string scheme = "ApiKey") =>
        app.Services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>().Get(scheme);
}
