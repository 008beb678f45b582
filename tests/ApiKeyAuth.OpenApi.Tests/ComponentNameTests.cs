using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi.Tests
{
    /// <summary>Names of schemes and of the app's own components beside those that are added.</summary>
    public sealed class ComponentNameTests
    {
        private static async Task<JsonElement> OfSchemesAsync(params string[] schemes)
        {
            var text = await Documents.TextOfAppAsync(
                builder =>
                {
                    builder.Services.AddOpenApi(options => options.AddApiKeyAuthentication());
                    var authentication = builder.Services.AddAuthentication();
                    foreach (var scheme in schemes)
                    {
                        authentication.AddApiKey(scheme, options => options.RootKey = "root");
                    }
                },
                app =>
                {
                    for (var i = 0; i < schemes.Length; i++)
                    {
                        app.MapGet($"/{i}", () => "ok").RequireAuthorization(
                            new AuthorizationPolicyBuilder(schemes[i]).RequireAuthenticatedUser().Build());
                    }
                });
            DocumentRules.AssertValid(text);
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }

        public static TheoryData<string[], string> Schemes => new()
        {
            { ["ApiKey"], "ApiKey" },
            { ["a.b-c_D9"], "a.b-c_D9" },
            { ["Partner keys"], "Partner_keys" },
            { [" Partner  keys! "], "Partner_keys" },
            { ["partner/v2"], "partner_v2" },
            { ["schlüssel"], "schl_ssel" },
            { ["Ключ"], "ApiKey" },
            { ["🔑"], "ApiKey" },
            { ["keys\nof \"partners\""], "keys_of_partners" },
            { ["~1#/x"], "1_x" },
            { ["ApiKey", "Ключ", "鍵"], "ApiKey, ApiKey_2, ApiKey_3" },
            { ["Partner keys", "Partner_keys"], "Partner_keys_2, Partner_keys" },
            { ["Partner keys", "Partner/keys", "Partner_keys_2"], "Partner_keys, Partner_keys_3, Partner_keys_2" },
            { ["ApiKey", "apikey"], "ApiKey, apikey" },
        };

        [Theory]
        [MemberData(nameof(Schemes))]
        public async Task Every_scheme_has_a_key_of_its_own_that_a_document_may_have(string[] schemes, string keys)
        {
            var document = await OfSchemesAsync(schemes);

            Assert.Equal(keys, string.Join(", ", schemes.Select((_, i) => document.Security($"/{i}"))));
            Assert.Equal(
                keys.Split(", ").Order(StringComparer.Ordinal),
                document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name).Order(StringComparer.Ordinal));
        }

        [Fact]
        public async Task Scheme_with_another_key_than_its_name_is_named_in_its_description()
        {
            var schemes = (await OfSchemesAsync("ApiKey", "Ключ")).GetProperty("components").GetProperty("securitySchemes");

            Assert.Equal(
                ("An API key, sent as 'Authorization: Bearer <key>'.", "An API key of the scheme 'Ключ', sent as 'Authorization: Bearer <key>'."),
                (schemes.GetProperty("ApiKey").GetProperty("description").GetString(), schemes.GetProperty("ApiKey_2").GetProperty("description").GetString()));
        }

        [Fact]
        public async Task Types_of_the_app_keep_their_schemas_whatever_they_are_called()
        {
            var text = await Documents.TextAsync(
                builder => builder.AddApiKeyAuthentication(options => options.RootKey = "root"),
                app =>
                {
                    app.MapPost("/own", (Names.ApiKeyProblem problem) => problem).RequireAuthorization();
                    app.MapPost("/other", (Names.ApiKeyProblem2 problem) => problem).RequireAuthorization();
                    app.MapPost("/problem", (Names.ProblemDetails problem) => problem).RequireAuthorization();
                    app.MapGet("/framework", () => TypedResults.Problem()).RequireAuthorization().ProducesProblem(500);
                });

            DocumentRules.AssertValid(text);
            using var document = JsonDocument.Parse(text);
            var schemas = document.RootElement.GetProperty("components").GetProperty("schemas");
            Assert.True(schemas.GetProperty("ApiKeyProblem").GetProperty("properties").TryGetProperty("mine", out _));
            Assert.True(schemas.GetProperty("ApiKeyProblem2").GetProperty("properties").TryGetProperty("alsoMine", out _));
            var ours = document.RootElement.GetProperty("paths").GetProperty("/own").GetProperty("post").GetProperty("responses").GetProperty("401")
                .GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString();
            Assert.Equal("#/components/schemas/ApiKeyProblem3", ours);
            Assert.True(schemas.GetProperty("ApiKeyProblem3").GetProperty("properties").TryGetProperty("requestId", out _));
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public async Task Components_that_the_app_adds_itself_are_kept(bool before)
        {
            var text = await Documents.TextOfAppAsync(
                builder =>
                {
                    builder.AddApiKeyAuthentication(options => options.RootKey = "root").AddApiKey("Partner keys", options => options.RootKey = "root");
                    builder.Services.AddOpenApi(options =>
                    {
                        options = before ? options.AddDocumentTransformer(OwnComponents) : options.AddApiKeyAuthentication();
                        _ = before ? options.AddApiKeyAuthentication() : options.AddDocumentTransformer(OwnComponents);
                    });
                },
                app =>
                {
                    app.MapGet("/key", () => "ok").RequireAuthorization();
                    app.MapGet("/partner", () => "ok").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Partner keys" });
                });

            var read = DocumentRules.AssertValid(text);
            Assert.Equal("Mine", read.Components!.Schemas!["ApiKeyProblem"].Title);
            Assert.Equal(SecuritySchemeType.OAuth2, read.Components.SecuritySchemes!["Partner_keys"].Type);
            Assert.Equal("The app's own words.", read.Components.SecuritySchemes["ApiKey"].Description);
            using var document = JsonDocument.Parse(text);
            Assert.Equal("Partner_keys_2", document.RootElement.Security("/partner"));
            Assert.Equal("An API key of the scheme 'Partner keys', sent as 'Authorization: Bearer <key>'.", read.Components.SecuritySchemes["Partner_keys_2"].Description);
            Assert.Contains("code", read.Paths["/key"].Operations![HttpMethod.Get].Responses!["401"].Content!["application/problem+json"].Schema!.Properties!.Keys);

            static Task OwnComponents(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken token)
            {
                document.Components ??= new OpenApiComponents();
                document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
                document.Components.Schemas["ApiKeyProblem"] = new OpenApiSchema { Title = "Mine", Type = JsonSchemaType.Object };
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes["ApiKey"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "The app's own words.",
                };
                document.Components.SecuritySchemes["Partner_keys"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.OAuth2,
                    Flows = new OpenApiOAuthFlows
                    {
                        ClientCredentials = new OpenApiOAuthFlow { TokenUrl = new Uri("https://example.com/token"), Scopes = new Dictionary<string, string>() },
                    },
                };
                return Task.CompletedTask;
            }
        }
    }
}

namespace ApiKeyAuth.OpenApi.Tests.Names
{
    public sealed record ApiKeyProblem(string Mine);

    public sealed record ApiKeyProblem2(string AlsoMine);

    public sealed record ProblemDetails(string Mine);
}
