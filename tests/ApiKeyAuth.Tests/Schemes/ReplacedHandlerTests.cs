using System.Security.Claims;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Schemes;

/// <summary>Schemes that tests put in the place of API keys.</summary>
public sealed class ReplacedHandlerTests
{
    private static async Task<string> GetAsync(string required, Action<WebApplicationBuilder> build, string path = "/")
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid());
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/", async (HttpContext context, IAuthorizationService authorization) =>
                    $"{context.User.HasPermission("keys.read")} {(await authorization.AuthorizeAsync(context.User, "keys.read")).Succeeded}")
                    .RequireAuthorization(required);
                app.MapGet("/bare", () => "ok").RequireAuthorization();
                app.MapGet("/optional", (ClaimsPrincipal user) => user.Identity?.AuthenticationType).WithOptionalApiKey();
            },
            builder =>
            {
                builder.AddApiKeyAuthentication();
                build(builder);
            });
        using var response = await app.GetAsync(path);
        return $"{(int)response.StatusCode} {(response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : "")}, {service.Calls.Count} calls";
    }

    private static void ReplaceHandler(WebApplicationBuilder builder) => builder.Services.Configure<AuthenticationOptions>(
        options => options.SchemeMap["ApiKey"].HandlerType = typeof(FixedHandler));

    private static void MakeDefault(WebApplicationBuilder builder) =>
        builder.Services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, FixedHandler>("Test", null);

    private static void Forward(WebApplicationBuilder builder)
    {
        MakeDefault(builder);
        builder.Services.Configure<ApiKeyOptions>("ApiKey", options => options.ForwardDefault = "Test");
    }

    private static Action<WebApplicationBuilder> Counting(Action<WebApplicationBuilder> build) => builder =>
    {
        build(builder);
        builder.Services.Configure<PermissionAuthorizationOptions>(options => options.ClaimTypes.Add(ApiKeyClaimTypes.Permission));
    };

    [Fact]
    public async Task Handler_that_takes_the_place_of_ours_is_what_permissions_mean()
    {
        Assert.Equal("200 True True, 0 calls", await GetAsync("keys.read", Counting(ReplaceHandler)));
        Assert.Equal("403 , 0 calls", await GetAsync("keys.write", Counting(ReplaceHandler)));
        Assert.Equal("403 , 0 calls", await GetAsync("keys.read", ReplaceHandler));
        Assert.Equal("200 ok, 0 calls", await GetAsync("keys.read", ReplaceHandler, "/bare"));
    }

    [Fact]
    public async Task Test_scheme_that_keys_are_forwarded_to_is_what_permissions_mean()
    {
        Assert.Equal("200 True True, 0 calls", await GetAsync("keys.read", Counting(Forward)));
        Assert.Equal("403 , 0 calls", await GetAsync("keys.write", Counting(Forward)));
        Assert.Equal("403 , 0 calls", await GetAsync("keys.read", Forward));
        Assert.Equal("200 Test, 0 calls", await GetAsync("keys.read", Forward, "/optional"));
    }

    [Fact]
    public async Task Default_scheme_alone_says_nothing_about_permissions()
    {
        Assert.Equal("401 , 0 calls", await GetAsync("keys.read", Counting(MakeDefault)));
        Assert.Equal("200 ok, 0 calls", await GetAsync("keys.read", MakeDefault, "/bare"));
    }
}
