using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.OpenApi.Tests;

/// <summary>OpenAPI documents of apps as users write them.</summary>
internal static class Documents
{
    /// <summary>With the scheme and no more.</summary>
    public static Task<JsonElement> OfAsync(Action<WebApplication> map) =>
        OfAsync(builder => builder.AddApiKeyAuthentication(options => options.RootKey = "root"), map);

    public static async Task<JsonElement> OfAsync(Action<WebApplicationBuilder> build, Action<WebApplication> map)
    {
        using var document = JsonDocument.Parse(await TextAsync(build, map));
        return document.RootElement.Clone();
    }

    /// <summary>The document as it is sent.</summary>
    public static Task<string> TextAsync(Action<WebApplicationBuilder> build, Action<WebApplication> map, string name = "v1") => TextOfAppAsync(
        builder =>
        {
            builder.Services.AddOpenApi(name, options => options.AddApiKeyAuthentication());
            build(builder);
        },
        map,
        $"{name}.json");

    /// <summary>The document of an app that says itself what goes into it.</summary>
    public static async Task<string> TextOfAppAsync(Action<WebApplicationBuilder> build, Action<WebApplication> map, string file = "v1.json")
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        build(builder);
        await using var app = builder.Build();
        map(app);
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapOpenApi("/openapi/{documentName}.yaml").AllowAnonymous();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();
        return await client.GetStringAsync($"/openapi/{file}", TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> OfAppAsync(Action<WebApplicationBuilder> build, Action<WebApplication> map)
    {
        using var document = JsonDocument.Parse(await TextOfAppAsync(build, map));
        return document.RootElement.Clone();
    }

    public static JsonElement Operation(this JsonElement document, string path) =>
        document.GetProperty("paths").GetProperty(path).GetProperty("get");

    public static string? Description(this JsonElement document, string path) =>
        document.Operation(path).TryGetProperty("description", out var description) ? description.GetString() : null;

    public static string Statuses(this JsonElement document, string path) => string.Join(
        ' ', document.Operation(path).GetProperty("responses").EnumerateObject().Select(response => response.Name).Order(StringComparer.Ordinal));

    /// <summary>The schemes of the alternatives, with <c>none</c> for no key at all.</summary>
    public static string Security(this JsonElement document, string path) =>
        document.Operation(path).TryGetProperty("security", out var security)
            ? string.Join(',', security.EnumerateArray().Select(requirement =>
                requirement.EnumerateObject().Select(scheme => scheme.Name).SingleOrDefault("none")))
            : "";
}
