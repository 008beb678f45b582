using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi.Tests;

/// <summary>Documents as a whole, as their readers take them.</summary>
public sealed class DocumentTests
{
    private static void AddSchemes(WebApplicationBuilder builder) => builder
        .AddApiKeyAuthentication(options => options.RootKey = "root")
        .AddApiKey("Partner", options => (options.RootKey, options.AuthorizationSchemes, options.HeaderName) = ("root", [], "X-Partner-Key"))
        .AddApiKey("Named: keys", options => (options.RootKey, options.AuthorizationSchemes, options.HeaderName) = ("root", [], "X-Key"));

    private static void MapEverything(WebApplication app)
    {
        app.MapGet("/open", () => "ok");
        app.MapGet("/hello", (ApiKeyInfo? key) => key?.KeyId).WithOptionalApiKey();
        app.MapGet("/me", (ApiKeyInfo key) => key.KeyId).RequireAuthorization();
        app.MapGet("/partner", () => "ok").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Partner" });
        app.MapGet("/named", () => "ok").RequireAuthorization(new AuthorizationPolicyBuilder("Named: keys").RequireAuthenticatedUser().Build());
        app.MapGet("/both", () => "ok").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Partner,ApiKey" });
        var group = app.MapGroup("/group").RequireAuthorization("keys.read AND (a OR b)").WithCreditCost(5);
        group.MapGet("/reports", () => TypedResults.Ok(1)).WithApiKeyRateLimit("tokens", 30, TimeSpan.FromMinutes(1));
        group.MapPost("/reports", (Dictionary<string, string> body) => body.Count).ProducesProblem(403);
    }

    [Theory]
    [InlineData(OpenApiSpecVersion.OpenApi3_0, "json", "\"openapi\": \"3.0.4\"")]
    [InlineData(OpenApiSpecVersion.OpenApi3_1, "json", "\"openapi\": \"3.1.")]
    [InlineData(OpenApiSpecVersion.OpenApi3_0, "yaml", "openapi: 3.0.4")]
    [InlineData(OpenApiSpecVersion.OpenApi3_1, "yaml", "openapi: '3.1.")]
    public async Task Document_is_valid_in_each_version_and_format(OpenApiSpecVersion version, string format, string written)
    {
        var text = await Documents.TextOfAppAsync(
            builder =>
            {
                AddSchemes(builder);
                builder.Services.AddOpenApi(options => options.AddApiKeyAuthentication());
                builder.Services.Configure<OpenApiOptions>("v1", options => options.OpenApiVersion = version);
            },
            MapEverything,
            $"v1.{format}");

        var document = DocumentRules.AssertValid(text, format);

        Assert.Contains(written, text, StringComparison.Ordinal);
        var operation = document.Paths["/group/reports"].Operations![HttpMethod.Get];
        Assert.Equal(SecuritySchemeType.Http, Assert.Single(Assert.Single(operation.Security!).Keys).Type);
        Assert.Contains("code", operation.Responses!["401"].Content!["application/problem+json"].Schema!.Properties!.Keys);
        Assert.Equal("X-Key", Assert.Single(Assert.Single(document.Paths["/named"].Operations![HttpMethod.Get].Security!).Keys).Name);
    }

    [Fact]
    public async Task Each_scheme_has_its_own_requirement()
    {
        var document = await Documents.OfAsync(AddSchemes, MapEverything);

        Assert.Equal(
            ("ApiKey", "Partner", "ApiKey,Partner"), (document.Security("/me"), document.Security("/partner"), document.Security("/both")));
        Assert.Equal(
            ["ApiKey", "Partner", "Named_keys"],
            document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name));
    }

    [Fact]
    public async Task Group_counts_for_its_operations()
    {
        var document = await Documents.OfAsync(AddSchemes, MapEverything);

        Assert.Equal(
            "Needs the permission `keys.read AND (a OR b)`. Costs 5 credits. Takes 1 of the rate limit `tokens` (30 in 60 s).",
            document.Description("/group/reports"));
    }

    [Theory]
    [InlineData("/me")]
    [InlineData("/hello")]
    public async Task Facts_of_the_key_are_no_parameter_of_the_operation(string path)
    {
        var operation = (await Documents.OfAsync(AddSchemes, MapEverything)).Operation(path);

        Assert.False(operation.TryGetProperty("parameters", out _));
        Assert.False(operation.TryGetProperty("requestBody", out _));
    }

    [Theory]
    [InlineData("public", "/shop")]
    [InlineData("internal", "/stock")]
    public async Task Each_document_describes_its_own_operations(string name, string path)
    {
        using var document = JsonDocument.Parse(await Documents.TextAsync(
            AddSchemes,
            app =>
            {
                app.MapGet("/shop", () => "ok").WithGroupName("public").RequireAuthorization();
                app.MapGet("/stock", () => "ok").WithGroupName("internal").RequireAuthorization();
            },
            name));

        Assert.Equal(path, Assert.Single(document.RootElement.GetProperty("paths").EnumerateObject()).Name);
        Assert.Equal("ApiKey", document.RootElement.Security(path));
        Assert.True(document.RootElement.GetProperty("components").GetProperty("securitySchemes").TryGetProperty("ApiKey", out _));
    }
}
