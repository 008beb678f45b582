using System.Net;
using System.Security.Claims;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests;

public sealed class PrincipalTests
{
    private const string FullAnswer =
        """
        {"meta":{"requestId":"req_1"},"data":{"valid":true,"code":"VALID","keyId":"key_1","enabled":true,"name":"n","credits":7,
         "permissions":["p.one","p.two","p.one"],"roles":["editor","viewer"],"meta":{"plan":"pro"},"expires":4102444800000,
         "identity":{"id":"id_1","externalId":"customer_1"},
         "ratelimits":[{"id":"rl_1","name":"requests","limit":5,"duration":60000,"reset":4102444800000,"remaining":4,"exceeded":false,"autoApply":true}]}}
        """;

    private static async Task InspectAsync(string answer, Action<HttpContext> inspect)
    {
        await using var service = await ScriptedService.StartAsync(200, answer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", inspect).RequireAuthorization());
        using var response = await app.GetAsync("/", "key_text");
        Assert.True(response.StatusCode == HttpStatusCode.OK, app.Logs.Text);
    }

    [Fact]
    public Task Principal_carries_the_documented_claims_and_no_others() => InspectAsync(FullAnswer, context =>
    {
        var identity = Assert.IsType<ClaimsIdentity>(Assert.Single(context.User.Identities), exactMatch: false);
        Assert.Equal(
            [
                (ClaimTypes.NameIdentifier, "key_1"), (ClaimTypes.Name, "n"), (ApiKeyClaimTypes.ExternalId, "customer_1"),
                (ClaimTypes.Role, "editor"), (ClaimTypes.Role, "viewer"), (ApiKeyClaimTypes.Permission, "p.one"), (ApiKeyClaimTypes.Permission, "p.two"),
            ],
            identity.Claims.Select(claim => (claim.Type, claim.Value)).OrderBy(claim => claim.Type == ApiKeyClaimTypes.Permission ? claim.Value : ""));
        Assert.All(identity.Claims, claim => Assert.Equal("ApiKey", claim.Issuer));
        Assert.True(identity.IsAuthenticated);
        Assert.True(context.User.IsInRole("editor"));
        Assert.Equal(("n", "ApiKey"), (identity.Name, identity.AuthenticationType));
    });

    [Fact]
    public Task Facts_of_the_key_are_at_hand() => InspectAsync(FullAnswer, context =>
    {
        var key = context.GetApiKey()!;
        Assert.Equal(("key_1", "n", "customer_1", 7, "req_1"), (key.KeyId, key.Name, key.ExternalId, key.Credits, key.RequestId));
        Assert.Equal(["editor", "viewer"], key.Roles);
        Assert.Equal(["p.one", "p.two"], key.Permissions.Order());
        Assert.Equal("pro", key.Meta!.Value.GetProperty("plan").GetString());
        Assert.Equal(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero), key.Expires);
        Assert.Equal(("requests", 4), (key.RateLimits.Single().Name, key.RateLimits.Single().Remaining));
        Assert.Equal(key.Expires, context.Features.Get<IAuthenticateResultFeature>()!.AuthenticateResult!.Properties!.ExpiresUtc);
    });

    [Fact]
    public Task Bare_key_has_its_id_alone() => InspectAsync(ScriptedService.GoodAnswer, context =>
    {
        Assert.Equal((ClaimTypes.NameIdentifier, "key_scripted1"), context.User.Claims.Select(claim => (claim.Type, claim.Value)).Single());
        var key = context.GetApiKey()!;
        Assert.Empty(key.Permissions);
        Assert.Empty(key.Roles);
        Assert.Equal((null, null, null, null), (key.Name, key.ExternalId, key.Credits, key.Expires));
    });

    [Fact]
    public Task Clone_of_the_principal_keeps_the_facts() => InspectAsync(FullAnswer, context =>
    {
        context.User = context.User.Clone();
        Assert.Equal("key_1", context.GetApiKey()!.KeyId);
    });

    [Fact]
    public async Task Without_a_key_there_are_no_facts()
    {
        await using var service = await ScriptedService.StartAsync(200, FullAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", (HttpContext context) => Assert.Null(context.GetApiKey())));
        using var response = await app.GetAsync("/", "key_text");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Metadata_becomes_claims_where_the_app_maps_it()
    {
        const string Meta = """
            "meta":{"plan":"pro","seats":3,"trial":false,"tags":["a","b",{"x":1}],"nested":{"y":1},"none":null,"role":"admin"}
            """;
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: Meta));
        await using var app = await TestApp.StartAsync(
            service,
            app => app.MapGet("/", (ClaimsPrincipal user) => string.Join(' ', user.Claims.Select(claim => $"{claim.Type}={claim.Value}"))).RequireAuthorization(),
            builder => builder.AddApiKeyAuthentication(options =>
            {
                foreach (var member in new[] { "plan", "seats", "trial", "tags", "nested", "none", "missing" })
                {
                    options.MetaClaims[member] = $"meta:{member}";
                }
            }));

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(
            $"{ClaimTypes.NameIdentifier}=key_1 meta:plan=pro meta:seats=3 meta:trial=False meta:tags=a meta:tags=b",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
