using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.OpenApi.Tests;

/// <summary>The refusals among the answers of an operation.</summary>
public sealed class ResponseTests
{
    [Fact]
    public async Task Operation_with_a_key_answers_with_the_refusals_and_no_other_does()
    {
        var document = await Documents.OfAsync(app =>
        {
            app.MapGet("/open", () => "ok");
            app.MapGet("/key", () => "ok").RequireAuthorization();
            app.MapGet("/optional", () => "ok").WithOptionalApiKey();
            app.MapGet("/ignored", () => "ok").WithOptionalApiKey(ignoreRejectedKey: true);
        });

        Assert.Equal(
            ("200", "200 401 403 429 503", "200 401 403 429 503", "200"),
            (document.Statuses("/open"), document.Statuses("/key"), document.Statuses("/optional"), document.Statuses("/ignored")));
    }

    [Theory]
    [InlineData("401", false)]
    [InlineData("403", false)]
    [InlineData("429", true)]
    [InlineData("503", true)]
    public async Task Rejection_has_the_problem_as_its_body(string status, bool tellsWhen)
    {
        var document = await Documents.OfAsync(app => app.MapGet("/key", () => "ok").RequireAuthorization());
        var response = document.Operation("/key").GetProperty("responses").GetProperty(status);

        var content = Assert.Single(response.GetProperty("content").EnumerateObject());
        Assert.Equal(
            ("application/problem+json", "#/components/schemas/ApiKeyProblem"),
            (content.Name, content.Value.GetProperty("schema").GetProperty("$ref").GetString()));
        Assert.Equal(tellsWhen, response.TryGetProperty("headers", out var headers) && headers.TryGetProperty("Retry-After", out _));
    }

    [Fact]
    public async Task Schema_names_the_members_of_a_rejection()
    {
        var document = await Documents.OfAsync(app => app.MapGet("/key", () => "ok").RequireAuthorization());

        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty("ApiKeyProblem");
        Assert.Equal(
            ["code", "detail", "reason", "requestId", "status", "title", "type"],
            schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["code", "status", "title", "type"], schema.GetProperty("required").EnumerateArray().Select(Text).Order(StringComparer.Ordinal));

        static string? Text(JsonElement element) => element.GetString();
    }

    [Fact]
    public async Task Answer_that_the_app_describes_is_left_as_it_is()
    {
        var document = await Documents.OfAsync(app => app.MapGet("/key", () => "ok")
            .Produces<string>(StatusCodes.Status403Forbidden, "text/plain").RequireAuthorization());

        var response = document.Operation("/key").GetProperty("responses").GetProperty("403");
        Assert.Equal("text/plain", Assert.Single(response.GetProperty("content").EnumerateObject()).Name);
        Assert.Equal("200 401 403 429 503", document.Statuses("/key"));
    }

    [Theory]
    [InlineData(429, "200 401 403 429 503")]
    [InlineData(402, "200 401 402 403 429 503")]
    [InlineData(403, "200 401 403 429 503")]
    public async Task Status_for_spent_credits_is_the_one_that_the_app_chose(int chosen, string statuses)
    {
        var document = await Documents.OfAsync(
            builder => builder.AddApiKeyAuthentication(options => (options.RootKey, options.UsageExceededStatusCode) = ("root", chosen)),
            app => app.MapGet("/key", () => "ok").RequireAuthorization());

        var told = from response in document.Operation("/key").GetProperty("responses").EnumerateObject()
                   where response.Value.GetProperty("description").GetString()!.Contains("too few credits", StringComparison.Ordinal)
                   select response.Name;
        Assert.Equal(($"{chosen}", statuses), (Assert.Single(told), document.Statuses("/key")));
    }
}
