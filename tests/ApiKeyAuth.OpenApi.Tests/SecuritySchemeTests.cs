using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.OpenApi.Tests;

public sealed class SecuritySchemeTests
{
    [Fact]
    public async Task Operations_that_need_a_key_ask_for_it_and_no_others_do()
    {
        var document = await Documents.OfAsync(
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
            (document.Security("/open"), document.Security("/key"), document.Security("/permission"), document.Security("/opened"),
                document.Security("/cookie"), document.Security("/either")));
    }

    [Fact]
    public async Task Fallback_policy_makes_every_operation_ask()
    {
        var document = await Documents.OfAsync(
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

        Assert.Equal(("ApiKey", ""), (document.Security("/unmarked"), document.Security("/open")));
    }

    [Fact]
    public async Task Optional_key_is_an_alternative_to_none()
    {
        var document = await Documents.OfAsync(app => app.MapGet("/hello", () => "ok").WithOptionalApiKey());

        Assert.Equal("ApiKey,none", document.Security("/hello"));
    }

    [Theory]
    [InlineData("Token", null, """{"type":"http","scheme":"token"}""")]
    [InlineData(null, "X-API-Key", """{"type":"apiKey","name":"X-API-Key","in":"header"}""")]
    [InlineData(null, null, """{"type":"apiKey","name":"access_token","in":"query"}""")]
    [InlineData("Bearer", "X-API-Key", """{"type":"http","scheme":"bearer"}""")]
    public async Task Scheme_tells_where_the_key_goes(string? authorizationScheme, string? header, string expected)
    {
        var document = await Documents.OfAsync(
            builder => builder.AddApiKeyAuthentication(options =>
            {
                options.RootKey = "root";
                options.AuthorizationSchemes = authorizationScheme is null ? [] : [authorizationScheme];
                options.HeaderName = header;
            }),
            app => app.MapGet("/key", () => "ok").RequireAuthorization());

        var scheme = JsonNode.Parse(document.GetProperty("components").GetProperty("securitySchemes").GetProperty("ApiKey").GetRawText())!;
        Assert.NotEqual("", scheme["description"]!.GetValue<string>());
        scheme.AsObject().Remove("description");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), scheme), scheme.ToJsonString());
    }
}
