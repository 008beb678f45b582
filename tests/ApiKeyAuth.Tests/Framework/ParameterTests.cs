using System.Text;
using ApiKeyAuth.Testing;
using ApiKeyAuth.Tests.Schemes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Framework;

/// <summary>The verified key as a parameter: of handlers, of actions, and where it cannot be one.</summary>
public sealed class ParameterTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    private static async Task<string> AnswerAsync(
        HttpMethod method, string path, string? authorization, Action<WebApplication>? map = null, Action<WebApplicationBuilder>? build = null)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid());
        await using var app = await TestApp.StartAsync(
            service, map ?? (app => app.MapControllers()), build ?? OnlyControllers.Build([typeof(ApiController), typeof(PlainController)]));
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? new StringContent("[1,2]", Encoding.UTF8, "application/json") : null };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    [Theory]
    [InlineData("GET", "/api", "Bearer key_text", "200 key_1")]
    [InlineData("POST", "/api", "Bearer key_text", "200 key_1 2")]
    [InlineData("GET", "/api/optional", "Bearer key_text", "200 key_1")]
    [InlineData("GET", "/api/optional", null, "200 stranger")]
    [InlineData("GET", "/plain", "Bearer key_text", "200 key_1")]
    [InlineData("GET", "/plain/property", "Bearer key_text", "200 key_1")]
    [InlineData("GET", "/plain/model?page=3", "Bearer key_text", "200 key_1 3")]
    public async Task Action_gets_the_verified_key(string method, string path, string? authorization, string answer) =>
        Assert.Equal(answer, await AnswerAsync(new HttpMethod(method), path, authorization));

    [Fact]
    public async Task Action_without_a_key_is_not_called()
    {
        Assert.StartsWith("401 ", await AnswerAsync(HttpMethod.Get, "/api", null), StringComparison.Ordinal);
        Assert.StartsWith("401 ", await AnswerAsync(HttpMethod.Get, "/plain", null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_of_mvc_authorizes_for_the_parameter() => Assert.Equal("200 key_1", await AnswerAsync(
        HttpMethod.Get, "/filtered-parameter", "Bearer key_text", build: OnlyControllers.Build([typeof(UnderFilterController)], options => options.Filters.Add(new AuthorizeFilter()))));

    [Fact]
    public async Task Key_is_not_described_as_what_a_request_carries()
    {
        await using var app = await TestApp.StartAsync(
            Nowhere,
            app => app.MapControllers(),
            builder =>
            {
                OnlyControllers.Build([typeof(ApiController), typeof(PlainController)])(builder);
                builder.Services.AddEndpointsApiExplorer();
            });

        var described = app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
            .SelectMany(group => group.Items).SelectMany(item => item.ParameterDescriptions).Select(parameter => parameter.Name);

        Assert.Equal(["numbers"], described.Where(name => name != "Page" && name != "page"));
    }

    [Theory]
    [InlineData("/handler")]
    [InlineData("/action")]
    public async Task Caller_of_another_scheme_is_told_that_a_key_is_required(string path)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await BesideOthers.StartAsync(
            service,
            app =>
            {
                app.MapGet("/handler", (ApiKeyInfo key) => key.KeyId).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "ApiKey,Bearer" });
                app.MapGet("/nullable", (ApiKeyInfo? key) => key?.KeyId ?? "token").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "ApiKey,Bearer" });
                app.MapControllers();
            },
            services: services => OnlyControllers.Add(services, [typeof(EitherController)]));

        using var rejected = await app.GetAsync(path, BesideOthers.Token());
        using var taken = await app.GetAsync("/nullable", BesideOthers.Token());
        using var key = await app.GetAsync(path, "key_text");

        Assert.Equal((401, 200, 200), ((int)rejected.StatusCode, (int)taken.StatusCode, (int)key.StatusCode));
        Assert.Contains("missing_key", await rejected.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outage_without_a_key_is_an_outage_to_a_handler_that_takes_one()
    {
        await using var service = await ScriptedService.StartAsync(503, "");
        await using var app = await TestApp.StartAsync(
            service,
            app => app.MapGet("/", (ApiKeyInfo key) => key.KeyId).RequireAuthorization(),
            builder => builder.AddApiKeyAuthentication(options => options.OutagePrincipal = _ =>
                Task.FromResult<System.Security.Claims.ClaimsPrincipal?>(new(new System.Security.Claims.ClaimsIdentity([], "StandIn")))));

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(503, (int)response.StatusCode);
    }

    public static TheoryData<string, Action<WebApplication>, Type[]> Mistakes => new()
    {
        { "The parameter 'key' takes the verified key from [FromServices]", app => app.MapGet("/", ([FromServices] ApiKeyInfo key) => key.KeyId).RequireAuthorization(), [] },
        { "The parameter 'key' takes the verified key from [FromBody]", app => app.MapPost("/", ([FromBody] ApiKeyInfo key) => key.KeyId).RequireAuthorization(), [] },
        { "The parameter 'key' takes the verified key from [FromKeyedServices]", app => app.MapGet("/", ([FromKeyedServices("eu")] ApiKeyInfo key) => key.KeyId).RequireAuthorization(), [] },
        { "The parameter 'key' takes the verified key from [FromServices]", app => app.MapControllers(), [typeof(FromServicesController)] },
        { "The parameter 'key' takes the verified key from [FromKeyedServices]", app => app.MapControllers(), [typeof(FromKeyedServicesController)] },
        { "The parameter 'Key' takes the verified key from [FromBody]", app => app.MapControllers(), [typeof(BodyPropertyController)] },
        { "The parameter 'key' takes the verified key from [FromBody]", app => app.MapControllers(), [typeof(FromBodyController)] },
        { "The parameter 'key' needs a key, which is optional here. Declare it as ApiKeyInfo?.", app => app.MapGet("/", (ApiKeyInfo key) => key.KeyId).WithOptionalApiKey(), [] },
        { "The parameter 'key' needs a key, which is optional here. Declare it as ApiKeyInfo?.", app => app.MapControllers(), [typeof(NotNullController)] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Parameter_that_cannot_be_filled_stops_the_app(string problem, Action<WebApplication> map, Type[] controllers)
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(Nowhere, map, OnlyControllers.Build(controllers)));
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [ApiController]
    [Route("api")]
    [Authorize]
    public sealed class ApiController : ControllerBase
    {
        [HttpGet]
        public IActionResult Get(ApiKeyInfo key) => Content(key.KeyId);

        [HttpPost]
        public IActionResult Post(ApiKeyInfo key, int[] numbers) => Content($"{key.KeyId} {numbers.Length}");

        [HttpGet("optional")]
        [OptionalApiKey]
        public IActionResult Optional(ApiKeyInfo? key) => Content(key?.KeyId ?? "stranger");
    }

    [Route("plain")]
    [Authorize]
    public sealed class PlainController : ControllerBase
    {
        [BindProperty(SupportsGet = true)]
        public ApiKeyInfo? Key { get; set; }

        [HttpGet]
        public IActionResult Get(ApiKeyInfo key) => Content(key.KeyId);

        [HttpGet("property")]
        public IActionResult Property() => Content(Key!.KeyId);

        [HttpGet("model")]
        public IActionResult Model([FromQuery] Whole whole) => Content($"{whole.Key!.KeyId} {whole.Page}");
    }

    public sealed class Whole
    {
        public ApiKeyInfo? Key { get; set; }

        public int Page { get; set; }
    }

    [Route("filtered-parameter")]
    public sealed class UnderFilterController : ControllerBase
    {
        [HttpGet]
        public IActionResult Get(ApiKeyInfo key) => Content(key.KeyId);
    }

    [ApiController]
    [Route("action")]
    public sealed class EitherController : ControllerBase
    {
        [HttpGet]
        [Authorize(AuthenticationSchemes = "ApiKey,Bearer")]
        public IActionResult Get(ApiKeyInfo key) => Content(key.KeyId);
    }

    [Route("services")]
    [Authorize]
    public sealed class FromServicesController : ControllerBase
    {
        [HttpGet]
        public IActionResult Get([FromServices] ApiKeyInfo key) => Content(key.KeyId);
    }

    [Route("keyed-services")]
    [Authorize]
    public sealed class FromKeyedServicesController : ControllerBase
    {
        [HttpGet]
        public IActionResult Get([FromKeyedServices("eu")] ApiKeyInfo key) => Content(key.KeyId);
    }

    [Route("body-property")]
    [Authorize]
    public sealed class BodyPropertyController : ControllerBase
    {
        [FromBody]
        public ApiKeyInfo? Key { get; set; }

        [HttpPost]
        public IActionResult Post() => Content(Key!.KeyId);
    }

    [Route("body")]
    [Authorize]
    public sealed class FromBodyController : ControllerBase
    {
        [HttpPost]
        public IActionResult Post([FromBody] ApiKeyInfo key) => Content(key.KeyId);
    }

    [Route("not-null")]
    public sealed class NotNullController : ControllerBase
    {
        [HttpGet]
        [OptionalApiKey]
        public IActionResult Get(ApiKeyInfo key) => Content(key.KeyId);
    }
}
