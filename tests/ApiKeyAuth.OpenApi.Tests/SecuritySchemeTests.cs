using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.OpenApi.Tests;

public sealed class SecuritySchemeTests
{
    private static async Task<JsonElement> DocumentAsync(Action<WebApplicationBuilder> build, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddOpenApi(options => options.AddApiKeyAuthentication());
        build(builder);
        await using var app = builder.Build();
        map(app);
        app.MapOpenApi().AllowAnonymous();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    private static string SecurityOf(JsonElement document, string path) =>
        document.GetProperty("paths").GetProperty(path).GetProperty("get").TryGetProperty("security", out var security)
            ? string.Join(',', security.EnumerateArray().SelectMany(requirement => requirement.EnumerateObject()).Select(scheme => scheme.Name))
            : "";

    [Fact]
    public async Task Operations_that_need_a_key_ask_for_it_and_no_others_do()
    {
        var document = await DocumentAsync(
            builder => builder.AddApiKeyAuthentication(options => options.RootKey = "root")
                .AddCookie("Cookie"),
            app =>
            {
                app.MapGet("/open", () => "ok");
                app.MapGet("/key", () => "ok").RequireAuthorization();
                app.MapGet("/permission", () => "ok").RequireAuthorization("keys.read");
                app.MapGet("/opened", () => "ok").RequireAuthorization("keys.read").AllowAnonymous();
                app.MapGet("/cookie", () => "ok").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Cookie" });
                app.MapGet("/either", () => "ok").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Cookie,ApiKey" });
            });

        var scheme = Assert.Single(document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject());
        Assert.Equal(("ApiKey", "http", "bearer"),
            (scheme.Name, scheme.Value.GetProperty("type").GetString(), scheme.Value.GetProperty("scheme").GetString()));
        Assert.Equal(
            ("", "ApiKey", "ApiKey", "", "", "ApiKey"),
            (SecurityOf(document, "/open"), SecurityOf(document, "/key"), SecurityOf(document, "/permission"), SecurityOf(document, "/opened"),
                SecurityOf(document, "/cookie"), SecurityOf(document, "/either")));
    }

    [Fact]
    public async Task Fallback_policy_makes_every_operation_ask()
    {
        var document = await DocumentAsync(
            builder =>
            {
                builder.AddApiKeyAuthentication(options => options.RootKey = "root");
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            },
            app =>
            {
                app.MapGet("/unmarked", () => "ok");
                app.MapGet("/open", () => "ok").AllowAnonymous();
            });

        Assert.Equal(("ApiKey", ""), (SecurityOf(document, "/unmarked"), SecurityOf(document, "/open")));
    }
}
