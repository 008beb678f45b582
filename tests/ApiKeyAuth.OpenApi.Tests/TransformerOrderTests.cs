using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi.Tests;

/// <summary>Transformers of the app, before and behind.</summary>
public sealed class TransformerOrderTests
{
    private static async Task<JsonElement> DocumentAsync(bool before, Func<OpenApiOptions, OpenApiOptions> add, Action<RouteHandlerBuilder>? endpoint = null)
    {
        var text = await Documents.TextOfAppAsync(
            builder =>
            {
                builder.AddApiKeyAuthentication(options => options.RootKey = "root");
                builder.Services.AddOpenApi(options => _ = before ? add(options).AddApiKeyAuthentication() : add(options.AddApiKeyAuthentication()));
            },
            app =>
            {
                var key = app.MapGet("/key", () => "ok").RequireAuthorization("keys.read");
                endpoint?.Invoke(key);
                app.MapGet("/hello", () => "ok").WithOptionalApiKey();
            });
        DocumentRules.AssertValid(text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Security_schemes_that_the_app_replaces_are_there_with_its_own(bool before)
    {
        var document = await DocumentAsync(before, options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["Bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
            };
            foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
            {
                operation.Security ??= [];
                operation.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("Bearer", document)] = [] });
            }

            return Task.CompletedTask;
        }));

        Assert.Equal(
            ["ApiKey", "Bearer"],
            document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            (before ? "Bearer,ApiKey" : "ApiKey,Bearer", before ? "Bearer,ApiKey,none" : "ApiKey,none,Bearer"),
            (document.Security("/key"), document.Security("/hello")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Components_that_the_app_replaces_as_a_whole_are_complete(bool before)
    {
        var document = await DocumentAsync(before, options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Components = new OpenApiComponents { Schemas = new Dictionary<string, IOpenApiSchema> { ["Mine"] = new OpenApiSchema() } };
            return Task.CompletedTask;
        }));

        Assert.Equal(["ApiKeyProblem", "Mine"], document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => schema.Name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Requirement_that_the_app_adds_is_not_there_twice(bool before)
    {
        var document = await DocumentAsync(before, options => options.AddOperationTransformer((operation, context, _) =>
        {
            operation.Security ??= [];
            operation.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("ApiKey", context.Document)] = [] });
            return Task.CompletedTask;
        }));

        Assert.Equal(("ApiKey", "ApiKey,none"), (document.Security("/key"), document.Security("/hello")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Responses_and_descriptions_of_the_app_stand_first(bool before)
    {
        var document = await DocumentAsync(
            before,
            options => options.AddOperationTransformer((operation, _, _) =>
            {
                operation.Description = "For all.";
                operation.Responses!.Add("401", new OpenApiResponse { Description = "Who are you?" });
                operation.Responses.Add("403", new OpenApiResponseReference("Forbidden"));
                return Task.CompletedTask;
            }).AddDocumentTransformer((document, _, _) =>
            {
                document.AddComponent<IOpenApiResponse>("Forbidden", new OpenApiResponse { Description = "Not you." });
                return Task.CompletedTask;
            }),
            endpoint => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.Description += " Really.";
                operation.Responses!.Add("429", new OpenApiResponse { Description = "Slowly." });
                return Task.CompletedTask;
            }));

        var responses = document.Operation("/key").GetProperty("responses");
        Assert.Equal("For all. Really.\n\nNeeds the permission `keys.read`.", document.Description("/key"));
        Assert.Equal("Who are you?\n\nThere is no API key, or it is not valid.", responses.GetProperty("401").GetProperty("description").GetString());
        Assert.Equal("#/components/responses/Forbidden", responses.GetProperty("403").GetProperty("$ref").GetString());
        Assert.StartsWith("Slowly.\n\nA rate limit", responses.GetProperty("429").GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal("For all.\n\nThe API key is optional.", document.Description("/hello"));
    }

    [Fact]
    public async Task App_changes_what_is_added_in_a_transformer_behind_it()
    {
        var document = await DocumentAsync(before: false, options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Components!.SecuritySchemes!["ApiKey"].Description = "Ask us for one.";
            var operation = document.Paths["/key"].Operations![HttpMethod.Get];
            operation.Responses!.Remove("503");
            operation.Description = "Mine.";
            return Task.CompletedTask;
        }));

        Assert.Equal("Ask us for one.", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("ApiKey").GetProperty("description").GetString());
        Assert.Equal(("200 401 403 429", "Mine."), (document.Statuses("/key"), document.Description("/key")));
    }

    [Fact]
    public async Task Every_request_for_every_document_is_answered_alike()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.AddApiKeyAuthentication(options => options.RootKey = "root");
        builder.Services.AddOpenApi("one").AddOpenApi("two");
        builder.Services.ConfigureAll<OpenApiOptions>(options => options.AddApiKeyAuthentication());
        await using var app = builder.Build();
        app.MapGet("/key", () => "ok").RequireAuthorization("keys.read");
        app.MapOpenApi();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();

        var texts = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
            (await client.GetStringAsync(i % 2 == 0 ? "/openapi/one.json" : "/openapi/two.json", TestContext.Current.CancellationToken))
                .Replace("| two", "| one", StringComparison.Ordinal)));

        DocumentRules.AssertValid(Assert.Single(texts.Distinct()));
    }

    [Fact]
    public async Task Document_of_an_app_without_the_scheme_says_what_to_do()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddOpenApi(options => options.AddApiKeyAuthentication());
        await using var app = builder.Build();
        app.MapGet("/", () => "ok");
        await using var scope = app.Services.CreateAsyncScope();
        _ = ((IEndpointRouteBuilder)app).DataSources;

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => scope.ServiceProvider
            .GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync(TestContext.Current.CancellationToken));

        Assert.Equal("The OpenAPI document 'v1' describes API keys, but the app has no API key scheme. Call builder.AddApiKeyAuthentication().", failure.Message);
    }
}
