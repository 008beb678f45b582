using System.Security.Claims;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static ApiKeyAuth.Tests.Schemes.BesideOthers;

namespace ApiKeyAuth.Tests.Schemes;

/// <summary>What every scheme of the framework does alike: forwarding, policy schemes, claims transformation, no sign-in.</summary>
public sealed class ForwardingTests
{
    [Theory]
    [InlineData("Bearer key_text", "200 ApiKey; 1")]
    [InlineData("jwt", "200 AuthenticationTypes.Federation; 0")]
    [InlineData("jwt-expired", "401 ; 0")]
    [InlineData(null, "401 ; 0")]
    public async Task Policy_scheme_chooses_by_the_credential(string? authorization, string answer)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid());
        await using var app = await StartAsync(
            service, app => app.MapGet("/", (HttpContext context) => context.User.Identity!.AuthenticationType).RequireAuthorization(),
            services: services => services.AddAuthentication("smart").AddPolicyScheme("smart", null, options =>
                options.ForwardDefaultSelector = context => context.Request.Headers.Authorization.ToString().Contains("eyJ", StringComparison.Ordinal) ? Jwt : ApiKey));

        var sent = authorization switch { "jwt" => $"Bearer {Token()}", "jwt-expired" => $"Bearer {Token(expired: true)}", _ => authorization };
        using var response = await app.SendAsync(HttpMethod.Get, "/", sent);

        var body = response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : "";
        Assert.Equal(answer, $"{(int)response.StatusCode} {body}; {service.Calls.Count}");
    }

    public static TheoryData<string, Action<ApiKeyOptions>> Forwards => new()
    {
        { "authenticate", options => options.ForwardAuthenticate = "Own" },
        { "authenticate challenge forbid", options => options.ForwardDefault = "Own" },
        { "authenticate challenge forbid", options => options.ForwardDefaultSelector = _ => "Own" },
        { "challenge", options => options.ForwardChallenge = "Own" },
        { "forbid", options => options.ForwardForbid = "Own" },
        { "authenticate challenge", options => (options.ForwardAuthenticate, options.ForwardDefault, options.ForwardForbid) = ("Own", "Own", "Other") },
        { "", options => (options.ForwardDefault, options.ForwardDefaultSelector) = ("Other", _ => "Other") },
    };

    [Theory]
    [MemberData(nameof(Forwards))]
    public async Task What_is_forwarded_is_done_by_the_other_scheme_alone(string forwarded, Action<ApiKeyOptions> configure)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid());
        await using var app = await TestApp.StartAsync(
            service,
            app => app.MapGet("/{act}", async (HttpContext context, string act) =>
                await (act switch
                {
                    "authenticate" => context.AuthenticateAsync(ApiKey),
                    "challenge" => context.ChallengeAsync(ApiKey),
                    _ => context.ForbidAsync(ApiKey),
                })),
            builder =>
            {
                builder.Services.AddAuthentication(options =>
                {
                    options.AddScheme<RecordingHandler>("Own", null);
                    options.AddScheme<RecordingHandler>("Other", null);
                });
                builder.AddApiKeyAuthentication(configure);
            });

        var byOwn = new List<string>();
        foreach (var act in new[] { "authenticate", "challenge", "forbid" })
        {
            using var response = await app.GetAsync($"/{act}", "key_text");
            if (response.Headers.TryGetValues("X-Done", out var done) && done.Contains($"{act} by Own"))
            {
                byOwn.Add(act);
            }
        }

        Assert.Equal(forwarded, string.Join(' ', byOwn));
        Assert.Equal(forwarded.Contains("authenticate", StringComparison.Ordinal) || forwarded.Length == 0 ? 0 : 1, service.Calls.Count);
    }

    [Theory]
    [InlineData("SignInAsync")]
    [InlineData("SignOutAsync")]
    public async Task Keys_are_not_signed_in_with(string act)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid());
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", (HttpContext context) => act == "SignInAsync"
            ? context.SignInAsync(ApiKey, new ClaimsPrincipal(new ClaimsIdentity("Test")))
            : context.SignOutAsync(ApiKey)));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.GetAsync("/"));

        Assert.Contains($"cannot be used for {act}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claims_transformation_runs_for_each_request_and_changes_no_other()
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"roles\":[\"viewer\"]"));
        var adding = new Adding();
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/", (ClaimsPrincipal user) => user.Claims.Count(claim => claim.Value == "added")).RequireAuthorization(policy => policy.RequireRole("added"));
                app.MapGet("/twice", (ClaimsPrincipal user) => user.Claims.Count(claim => claim.Value == "added"))
                    .RequireAuthorization(policy => policy.AddAuthenticationSchemes(ApiKey).RequireRole("added"));
            },
            builder =>
            {
                builder.Services.AddSingleton<IClaimsTransformation>(adding);
                builder.AddApiKeyAuthentication();
            });

        for (var i = 1; i <= 3; i++)
        {
            using var response = await app.GetAsync("/", "key_text");
            Assert.Equal("1", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal((i, 1), (adding.Runs, service.Calls.Count));
        }

        using var twice = await app.GetAsync("/twice", "key_text");
        Assert.Equal(200, (int)twice.StatusCode);
    }

    private sealed class Adding : IClaimsTransformation
    {
        private int _runs;

        public int Runs => _runs;

        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            Interlocked.Increment(ref _runs);
            var clone = principal.Clone();
            ((ClaimsIdentity)clone.Identity!).AddClaim(new Claim(ClaimTypes.Role, "added"));
            return Task.FromResult(clone);
        }
    }
}
