using System.Net.Http.Headers;
using System.Text.Json;
using ApiKeyAuth.LocalService;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.OpenApi.Tests;

/// <summary>The problems that an app sends, as its document describes them.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData(null, "missing_key")]
    [InlineData("a,b", "malformed_credential")]
    [InlineData("unknown", "invalid_key")]
    [InlineData("disabled", "invalid_key")]
    [InlineData("plain", "insufficient_permissions")]
    [InlineData("spent", "usage_exceeded")]
    public async Task Problem_is_what_the_schema_says(string? key, string code)
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var api = service.AddApi("orders").ApiId;
        service.AddKey(new KeySeed { ApiId = api, Key = "disabled", Enabled = false });
        service.AddKey(new KeySeed { ApiId = api, Key = "plain" });
        service.AddKey(new KeySeed { ApiId = api, Key = "spent", Permissions = ["keys.read"], Credits = 0 });
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddOpenApi(options => options.AddApiKeyAuthentication());
        builder.AddApiKeyAuthentication(options =>
            (options.RootKey, options.BaseAddress, options.IncludeErrorDetails) = (service.RootKey, service.Address, true));
        await using var app = builder.Build();
        app.MapGet("/key", () => "ok").RequireAuthorization("keys.read");
        app.MapOpenApi().AllowAnonymous();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();

        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.GetAsync("/key", TestContext.Current.CancellationToken);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        var schema = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("ApiKeyProblem");
        var members = problem.RootElement.EnumerateObject().Select(member => member.Name).ToArray();
        Assert.Empty(members.Except(schema.GetProperty("properties").EnumerateObject().Select(member => member.Name)));
        Assert.Empty(schema.GetProperty("required").EnumerateArray().Select(member => member.GetString()).Except(members));
        Assert.Equal(
            (code, $"urn:apikeyauth:problem:{code}"),
            (problem.RootElement.GetProperty("code").GetString(), problem.RootElement.GetProperty("type").GetString()));
        var type = schema.GetProperty("properties").GetProperty("type").GetProperty("description").GetString()!;
        Assert.StartsWith("A stable URI: urn:apikeyauth:problem: followed by the code", type, StringComparison.Ordinal);
        Assert.Contains(
            ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture), document.RootElement.Statuses("/key").Split(' '));
    }
}
