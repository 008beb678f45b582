using System.Security.Claims;
using System.Text.Json;
using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Permissions;

/// <summary>Permissions that cover others, and claims that count as permissions: both only where the app says so.</summary>
public sealed class WildcardTests
{
    [Theory]
    [InlineData("documents.*", "documents.read", true, 200)]
    [InlineData("documents.*", "documents.read", false, 403)]
    [InlineData("documents.*", "documents.drafts.read", true, 200)]
    [InlineData("documents.drafts.*", "documents.read", true, 403)]
    [InlineData("documents.*", "documents.read AND reports.read", true, 403)]
    [InlineData("documents.*", "reports.read OR (documents.read AND documents.write)", true, 200)]
    [InlineData("*", "documents.read AND reports.read", true, 200)]
    [InlineData("*", "plain", true, 200)]
    [InlineData("documents.*", "documents.*", false, 200)]
    [InlineData("documents.*", "documents.*", true, 200)]
    [InlineData("documents.read", "documents.*", true, 403)]
    [InlineData("documents", "documents.read", true, 403)]
    public async Task Wildcard_covers_by_option_live_and_from_memory_alike(string held, string asked, bool allowed, int status)
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var api = service.AddApi("orders");
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = "holder", Permissions = [held] });
        await using var app = await TestApp.StartAsync(
            service.Address,
            app =>
            {
                app.MapGet("/warm", () => "ok").RequireAuthorization();
                app.MapGet("/", () => "ok").RequireAuthorization(asked);
            },
            builder => builder.AddApiKeyAuthentication(options => (options.RootKey, options.AllowPermissionWildcards) = (service.RootKey, allowed)));

        Assert.Equal(status, (int)(await app.GetAsync("/", "holder")).StatusCode);
        Assert.Equal(200, (int)(await app.GetAsync("/warm", "holder")).StatusCode);
        Assert.Equal(status, (int)(await app.GetAsync("/", "holder")).StatusCode);
    }

    [Fact]
    public async Task Every_form_is_sent_since_the_service_takes_them_literally()
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid());
        await using var app = await TestApp.StartAsync(
            service, app => app.MapGet("/", () => "ok").RequireAuthorization("a.b.c AND d"),
            builder => builder.AddApiKeyAuthentication(options => options.AllowPermissionWildcards = true));

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(
            "(a.b.c OR a.b.* OR a.* OR *) AND (d OR *)",
            JsonDocument.Parse(Assert.Single(service.Calls).Body).RootElement.GetProperty("permissions").GetString());
    }

    [Theory]
    [InlineData("scope", "docs.read docs.write", 200)]
    [InlineData("scope", "docs.read", 403)]
    [InlineData("permission", "docs.read docs.write", 403)]
    public async Task Claims_of_another_scheme_count_by_option(string type, string value, int status)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid());
        await using var app = await TestApp.StartAsync(
            service,
            app => app.MapGet("/", () => "ok").RequireAuthorization(new AuthorizeAttribute("docs.read AND docs.write") { AuthenticationSchemes = "Other" }),
            builder =>
            {
                builder.AddApiKeyAuthentication();
                builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, FixedHandler>("Other", null);
                builder.Services.AddSingleton<IClaimsTransformation>(new Adding(new Claim(type, value)));
                builder.Services.Configure<PermissionAuthorizationOptions>(options => options.ClaimTypes.Add("scope"));
            });

        using var response = await app.GetAsync("/");

        Assert.Equal((status, 0), ((int)response.StatusCode, service.Calls.Count));
    }

    [Fact]
    public async Task Two_half_keys_do_not_add_up()
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"permissions\":[\"docs.read\"]"));
        await using var app = await TestApp.StartAsync(
            service, app => app.MapGet("/", () => "ok").RequireAuthorization("docs.read AND docs.write"),
            builder =>
            {
                builder.AddApiKeyAuthentication();
                builder.Services.AddSingleton<IClaimsTransformation>(new Adding(new Claim("scope", "docs.write")));
                builder.Services.Configure<PermissionAuthorizationOptions>(options => options.ClaimTypes.Add("scope"));
            });

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(403, (int)response.StatusCode);
    }

    private sealed class Adding(Claim claim) : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            if (!principal.HasClaim(claim.Type, claim.Value))
            {
                var identity = principal.Identities.First(identity => identity.IsAuthenticated);
                principal.AddIdentity(new ClaimsIdentity([.. identity.Claims, claim], "Added"));
            }

            return Task.FromResult(principal);
        }
    }
}
