using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Endpoints;

public sealed class OptionalKeyTests
{
    private const string NotFound = """{"meta":{},"data":{"valid":false,"code":"NOT_FOUND"}}""";
    private const string Exceeded = """{"meta":{},"data":{"valid":false,"code":"USAGE_EXCEEDED","keyId":"key_1"}}""";

    private static async Task<string> AnswerAsync(
        string path, string? authorization, int status = 200, string body = ScriptedService.GoodAnswer, Action<WebApplicationBuilder>? build = null)
    {
        await using var service = await ScriptedService.StartAsync(status, body);
        await using var app = await TestApp.StartAsync(service, Map, build);
        using var response = await app.SendAsync(HttpMethod.Get, path, authorization);
        var text = response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : "";
        return $"{(int)response.StatusCode} {text}, {service.Calls.Count} calls";
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/refuse", Who).WithOptionalApiKey();
        app.MapGet("/ignore", Who).WithOptionalApiKey(ignoreRejectedKey: true);
        app.MapGroup("/group").WithOptionalApiKey().MapGet("/ignore", Who).WithOptionalApiKey(ignoreRejectedKey: true);
    }

    [Theory]
    [InlineData("/refuse", null, "200 anonymous, 0 calls")]
    [InlineData("/ignore", null, "200 anonymous, 0 calls")]
    [InlineData("/refuse", "Bearer key_text", "200 key_scripted1, 1 calls")]
    [InlineData("/ignore", "Bearer key_text", "200 key_scripted1, 1 calls")]
    [InlineData("/refuse", "Bearer two words", "401 , 0 calls")]
    [InlineData("/ignore", "Bearer two words", "200 anonymous, 0 calls")]
    [InlineData("/refuse", "Basic dXNlcjpwYXNz", "200 anonymous, 0 calls")]
    public async Task Key_is_verified_and_attached_where_one_is_sent(string path, string? authorization, string answer) =>
        Assert.Equal(answer, await AnswerAsync(path, authorization));

    [Theory]
    [InlineData("/refuse", 200, NotFound, "401 , 1 calls")]
    [InlineData("/ignore", 200, NotFound, "200 anonymous, 1 calls")]
    [InlineData("/group/ignore", 200, NotFound, "200 anonymous, 1 calls")]
    [InlineData("/refuse", 200, Exceeded, "429 , 1 calls")]
    [InlineData("/ignore", 200, Exceeded, "200 anonymous, 1 calls")]
    [InlineData("/refuse", 500, "", "503 , 1 calls")]
    [InlineData("/ignore", 500, "", "200 anonymous, 1 calls")]
    public async Task Bad_key_is_rejected_or_ignored_by_choice(string path, int status, string body, string answer) =>
        Assert.Equal(answer, await AnswerAsync(path, "Bearer key_text", status, body));

    [Theory]
    [InlineData(null, "200 anonymous, 0 calls")]
    [InlineData("Bearer key_text", "200 key_scripted1, 1 calls")]
    public async Task Default_and_fallback_policies_do_not_apply(string? authorization, string answer) =>
        Assert.Equal(answer, await AnswerAsync("/refuse", authorization, build: builder =>
        {
            builder.AddApiKeyAuthentication();
            var nobody = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
            builder.Services.AddAuthorizationBuilder().SetDefaultPolicy(nobody).SetFallbackPolicy(nobody);
        }));

    [Theory]
    [InlineData(null, "200 anonymous, 0 calls")]
    [InlineData("Bearer key_text", "200 key_scripted1, 1 calls")]
    public async Task Only_scheme_is_asked_where_the_default_is_another(string? authorization, string answer) =>
        Assert.Equal(answer, await AnswerAsync("/refuse", authorization, build: builder =>
            builder.Services.AddAuthentication("Other").AddScheme<AuthenticationSchemeOptions, FixedHandler>("Other", null).AddApiKey()));

    public static TheoryData<string, Action<WebApplication>, Type[]> Groups => new()
    {
        { "endpoint", app => app.MapGroup("").RequireAuthorization("never.held").MapGet("/x", Who).WithOptionalApiKey(), [] },
        { "handler", app => app.MapGroup("").RequirePermission("never.held").MapGet("/x", [OptionalApiKey] (HttpContext context) => Who(context)), [] },
        { "policy", app => app.MapGroup("").RequireAuthorization(policy => policy.RequireRole("nobody")).MapGet("/x", Who).WithOptionalApiKey(), [] },
        { "inner group", app => app.MapGroup("").RequireAuthorization().MapGroup("").WithOptionalApiKey().MapGet("/x", Who), [] },
        { "controller", app => app.MapGroup("").RequireAuthorization("never.held").MapControllers(), [typeof(PartlyOptionalController)] },
    };

    private static string Who(HttpContext context) => context.GetApiKey()?.KeyId ?? "anonymous";

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task One_endpoint_of_an_authorized_group_takes_a_key_that_is_optional(string place, Action<WebApplication> map, Type[] controllers)
    {
        Assert.NotEmpty(place);
        foreach (var (authorization, answer) in new[] { (null, "200 anonymous"), ("Bearer key_text", "200 key_scripted1"), ("Bearer two words", "401 ") })
        {
            await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
            await using var app = await TestApp.StartAsync(service, map, OnlyControllers.Build(controllers));
            using var response = await app.SendAsync(HttpMethod.Get, "/x", authorization);
            var text = response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : "";
            Assert.Equal(answer, $"{(int)response.StatusCode} {text}");
        }
    }

    [Fact]
    public async Task Other_endpoints_of_the_group_stay_closed()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(
            service, app => app.MapGroup("").RequireAuthorization("never.held").MapControllers(), OnlyControllers.Build([typeof(PartlyOptionalController)]));

        using var without = await app.GetAsync("/y");
        using var with = await app.GetAsync("/y", "key_text");

        Assert.Equal((401, 403), ((int)without.StatusCode, (int)with.StatusCode));
    }

    [Authorize(Roles = "nobody")]
    public sealed class PartlyOptionalController : ControllerBase
    {
        [HttpGet("/x")]
        [OptionalApiKey]
        public IActionResult X() => Content(Who(HttpContext));

        [HttpGet("/y")]
        public IActionResult Y() => Content("y");
    }
}
