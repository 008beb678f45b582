using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.OpenApi.Tests;

/// <summary>Endpoints with XML comments, from which the compiler makes transformers of the document.</summary>
public static class CommentedEndpoints
{
    /// <summary>Lists the keys.</summary>
    /// <remarks>One page at a time.</remarks>
    /// <returns>The keys.</returns>
    /// <response code="401">Who are you?</response>
    /// <response code="429">Come back on Monday.</response>
    public static string Keys() => "ok";

    /// <summary>Is said twice.</summary>
    /// <response code="401">Once.</response>
    /// <response code="401">Twice.</response>
    /// <response code="403">Not you.</response>
    public static string Twice() => "ok";
}

/// <summary>A controller with XML comments.</summary>
[ApiController]
[Route("[controller]/[action]")]
public sealed class CommentedController : ControllerBase
{
    /// <summary>Lists the keys.</summary>
    /// <remarks>One page at a time.</remarks>
    /// <response code="200">The keys.</response>
    /// <response code="401">Who are you?</response>
    /// <response code="403">Not you.</response>
    [HttpGet]
    [RequirePermission("keys.read")]
    [ProducesResponseType(StatusCodes.Status200OK)]
    [ProducesResponseType(StatusCodes.Status403Forbidden)]
    public IActionResult Keys() => Ok();
}

public enum Order
{
    CommentsFirst,
    KeysFirst,
    KeysTwice,
    KeysAfterAll,
}

/// <summary>Texts of the app beside those that are added, in whatever order they are registered.</summary>
public sealed class XmlCommentTests
{
    private const string NoKey = "There is no API key, or it is not valid.";
    private const string NoPermission =
        "The API key may not be used here, lacks a permission, a role or a rate limit, or is denied access by the app.";
    private const string Exceeded = "A rate limit of the API key is exceeded. The API key has too few credits left.";

    private static async Task<JsonElement> DocumentAsync(Order order)
    {
        var text = await Documents.TextOfAppAsync(
            builder =>
            {
                builder.AddApiKeyAuthentication(options => options.RootKey = "root");
                builder.Services.AddControllers().AddApplicationPart(typeof(CommentedController).Assembly);
                switch (order)
                {
                    case Order.CommentsFirst:
                        builder.Services.AddOpenApi(options => options.AddApiKeyAuthentication());
                        break;
                    case Order.KeysFirst:
                        builder.Services.Configure<OpenApiOptions>("v1", options => options.AddApiKeyAuthentication());
                        builder.Services.AddOpenApi();
                        break;
                    case Order.KeysTwice:
                        builder.Services.AddOpenApi("v1", options => options.AddApiKeyAuthentication().AddApiKeyAuthentication());
                        builder.Services.AddOpenApi(options => options.AddApiKeyAuthentication());
                        break;
                    case Order.KeysAfterAll:
                        builder.Services.PostConfigureAll<OpenApiOptions>(options => options.AddApiKeyAuthentication());
                        builder.Services.AddOpenApi();
                        break;
                }
            },
            app =>
            {
                app.MapGet("/keys", CommentedEndpoints.Keys).RequireAuthorization("keys.read");
                app.MapGet("/open", CommentedEndpoints.Keys);
                app.MapGet("/twice", CommentedEndpoints.Twice).RequireAuthorization();
                app.MapControllers();
            });
        DocumentRules.AssertValid(text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static string? Response(JsonElement document, string path, string status) =>
        document.Operation(path).GetProperty("responses").GetProperty(status).GetProperty("description").GetString();

    public static TheoryData<Order> Orders => [.. Enum.GetValues<Order>()];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Endpoint_has_the_texts_of_its_comments_and_what_it_asks_of_a_key(Order order)
    {
        var document = await DocumentAsync(order);

        Assert.Equal("Lists the keys.", document.Operation("/keys").GetProperty("summary").GetString());
        Assert.Equal("One page at a time.\n\nNeeds the permission `keys.read`.", document.Description("/keys"));
        Assert.Equal(
            ("The keys.", $"Who are you?\n\n{NoKey}", NoPermission, $"Come back on Monday.\n\n{Exceeded}"),
            (Response(document, "/keys", "200"), Response(document, "/keys", "401"), Response(document, "/keys", "403"), Response(document, "/keys", "429")));
        Assert.Equal("ApiKey", document.Security("/keys"));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Endpoint_without_a_key_has_the_texts_of_its_comments_alone(Order order)
    {
        var document = await DocumentAsync(order);

        Assert.Equal("One page at a time.", document.Description("/open"));
        Assert.Equal(("200", "The keys."), (document.Statuses("/open"), Response(document, "/open", "200")));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Action_has_the_texts_of_its_comments_and_what_it_asks_of_a_key(Order order)
    {
        var document = await DocumentAsync(order);

        Assert.Equal("One page at a time.\n\nNeeds the permission `keys.read`.", document.Description("/Commented/Keys"));
        Assert.Equal(
            ("The keys.", $"Who are you?\n\n{NoKey}", $"Not you.\n\n{NoPermission}"),
            (Response(document, "/Commented/Keys", "200"), Response(document, "/Commented/Keys", "401"), Response(document, "/Commented/Keys", "403")));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Comments_that_contradict_each_other_are_left_out(Order order)
    {
        var document = await DocumentAsync(order);

        Assert.Equal((NoKey, $"Not you.\n\n{NoPermission}"), (Response(document, "/twice", "401"), Response(document, "/twice", "403")));
    }
}
