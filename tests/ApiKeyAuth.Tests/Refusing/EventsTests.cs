using System.Security.Claims;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Refusing;

/// <summary>The app's own code at the steps of a verification.</summary>
public sealed class EventsTests
{
    private const string Good = ScriptedService.GoodAnswer;

    /// <summary>The status, who was let in, and how often the service was asked.</summary>
    private static async Task<(string Answer, HttpResponseMessage Response, CapturedLogs Logs)> SendAsync(
        Action<ApiKeyOptions> configure, string? key = "key_text", string answer = Good, int status = 200, Action<IServiceCollection>? services = null)
    {
        await using var service = await ScriptedService.StartAsync(status, answer);
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/", (ClaimsPrincipal user) => user.Identity?.Name ?? user.FindFirstValue(ClaimTypes.NameIdentifier)).RequireAuthorization();
            },
            builder =>
            {
                services?.Invoke(builder.Services);
                builder.AddApiKeyAuthentication(configure);
            });
        var response = await app.GetAsync("/", key);
        var body = response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : "";
        return ($"{(int)response.StatusCode} {body}, {service.Calls.Count} calls", response, app.Logs);
    }

    private static ClaimsPrincipal Named(string name) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "Own"));

    private static Action<ApiKeyOptions> OnMessage(Action<ApiKeyMessageReceivedContext> act) => options => options.Events.OnMessageReceived = context =>
    {
        act(context);
        return Task.CompletedTask;
    };

    private static Action<ApiKeyOptions> OnVerified(Action<ApiKeyVerifiedContext> act) => options => options.Events.OnKeyVerified = context =>
    {
        act(context);
        return Task.CompletedTask;
    };

    private static Action<ApiKeyOptions> OnUnavailable(Action<ApiKeyServiceUnavailableContext> act) => options => options.Events.OnServiceUnavailable = context =>
    {
        act(context);
        return Task.CompletedTask;
    };

    private static Action<ApiKeyOptions> OnRejected(Func<ApiKeyRejectedContext, Task> act) => options => options.Events.OnRejected = act;

    [Fact]
    public async Task Key_that_the_app_found_takes_the_place_of_the_header()
    {
        await using var service = await ScriptedService.StartAsync(200, Good);
        await using var app = await TestApp.StartAsync(
            service, app => app.MapGet("/", () => "ok").RequireAuthorization(),
            builder => builder.AddApiKeyAuthentication(OnMessage(context => context.Key = context.Request.Headers["X-Own"])));

        using var response = await app.SendAsync(HttpMethod.Get, "/", "Bearer of_the_header", ("X-Own", "of_the_app"));

        Assert.Contains("\"of_the_app\"", Assert.Single(service.Calls).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", "200 key_scripted1, 1 calls", "")]
    [InlineData("malformed", "401 , 0 calls", "ApiKey error=\"invalid_request\"")]
    [InlineData("fail", "401 , 0 calls", "Bearer error=\"invalid_token\"")]
    [InlineData("none", "401 , 0 calls", "Bearer")]
    [InlineData("success", "200 own, 0 calls", "")]
    public async Task Message_may_bring_a_key_or_end_the_authentication(string what, string answer, string challenge)
    {
        var (seen, response, _) = await SendAsync(OnMessage(context =>
        {
            switch (what)
            {
                case "malformed":
                    context.Key = "two words";
                    break;
                case "fail":
                    context.Fail("not on Sundays");
                    break;
                case "none":
                    context.NoResult();
                    break;
                case "success":
                    context.Principal = Named("own");
                    context.Success();
                    break;
            }
        }));

        Assert.Equal((answer, challenge), (seen, response.Challenge()));
    }

    [Theory]
    [InlineData("nothing", "200 key_scripted1, 1 calls", "")]
    [InlineData("add", "200 added, 1 calls", "")]
    [InlineData("replace", "200 own, 1 calls", "")]
    [InlineData("fail", "401 , 1 calls", "Bearer error=\"invalid_token\"")]
    [InlineData("none", "401 , 1 calls", "Bearer")]
    public async Task Verified_key_may_be_changed_or_rejected_by_the_app(string what, string answer, string challenge)
    {
        var (seen, response, _) = await SendAsync(OnVerified(context =>
        {
            Assert.Equal("key_scripted1", context.Key.KeyId);
            switch (what)
            {
                case "add":
                    context.Principal!.AddIdentity(new ClaimsIdentity());
                    ((ClaimsIdentity)context.Principal.Identity!).AddClaim(new Claim(ClaimTypes.Name, "added"));
                    break;
                case "replace":
                    context.Principal = Named("own");
                    break;
                case "fail":
                    context.Fail("not on Sundays");
                    break;
                case "none":
                    context.NoResult();
                    break;
            }
        }));

        Assert.Equal((answer, challenge), (seen, response.Challenge()));
    }

    [Fact]
    public async Task Claims_that_the_app_adds_reach_nobody_else()
    {
        await using var service = await ScriptedService.StartAsync(200, Good);
        var seen = 0;
        await using var app = await TestApp.StartAsync(
            service, app => app.MapGet("/", (ClaimsPrincipal user) => user.Claims.Count(claim => claim.Type == "added")).RequireAuthorization(),
            builder => builder.AddApiKeyAuthentication(OnVerified(context =>
            {
                seen++;
                ((ClaimsIdentity)context.Principal!.Identity!).AddClaim(new Claim("added", "once"));
            })));

        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var response = await app.GetAsync("/", "key_text");
            Assert.Equal("1", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal((2, 1), (seen, service.Calls.Count));
    }

    [Theory]
    [InlineData("nothing", "503 , 1 calls")]
    [InlineData("success", "200 own, 1 calls")]
    [InlineData("fail", "503 , 1 calls")]
    public async Task Outage_may_be_taken_over_by_the_app(string what, string answer)
    {
        var (seen, _, _) = await SendAsync(
            OnUnavailable(context =>
            {
                Assert.True(context.HasNoResponse);
                if (what == "success")
                {
                    context.Principal = Named("own");
                    context.Success();
                }
                else if (what == "fail")
                {
                    context.Fail("no");
                }
            }),
            status: 500);

        Assert.Equal(answer, seen);
    }

    [Fact]
    public async Task Rejected_root_key_is_no_outage()
    {
        bool? outage = null;
        var (seen, _, _) = await SendAsync(
            OnUnavailable(context => outage = context.HasNoResponse), status: 401, answer: Answers.Error(401, "unkey/authentication/key_not_found"));

        Assert.Equal(("503 , 1 calls", false), (seen, outage));
    }

    [Theory]
    [InlineData(null, 200, Good, 401, "missing_key", null, null)]
    [InlineData("key_text", 200, """{"meta":{"requestId":"req_1"},"data":{"valid":false,"code":"NOT_FOUND"}}""", 401, "invalid_key", "not_found", "req_1")]
    [InlineData("key_text", 200, """{"meta":{"requestId":"req_1"},"data":{"valid":false,"code":"RATE_LIMITED"}}""", 429, "rate_limited", null, "req_1")]
    [InlineData("key_text", 500, "", 503, "verification_unavailable", null, null)]
    public async Task Rejection_is_told_before_it_is_announced(
        string? key, int status, string answer, int rejected, string code, string? reason, string? requestId)
    {
        var told = new List<ApiKeyRejectedContext>();
        var (_, response, _) = await SendAsync(
            OnRejected(context =>
            {
                told.Add(context);
                context.Response.Headers["X-Told"] = "yes";
                return Task.CompletedTask;
            }),
            key, answer, status);

        var error = Assert.Single(told);
        Assert.Equal((rejected, code, reason, requestId), (error.StatusCode, error.Code, error.Reason, error.RequestId));
        Assert.Equal((rejected, "yes"), ((int)response.StatusCode, response.Headers.GetValues("X-Told").Single()));
    }

    [Fact]
    public async Task App_may_answer_by_itself()
    {
        var (seen, response, _) = await SendAsync(
            OnRejected(async context =>
            {
                context.HandleResponse();
                context.Response.StatusCode = 418;
                await context.Response.WriteAsync("short and stout");
            }),
            key: null);

        Assert.Equal("418 , 0 calls", seen);
        Assert.Equal("short and stout", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Empty(response.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task Events_come_from_a_class_of_the_app_with_services_of_its_own()
    {
        var (seen, response, _) = await SendAsync(
            options => options.EventsType = typeof(OwnEvents),
            services: services => services.AddSingleton(new Greeting("hello")).AddScoped<OwnEvents>());

        Assert.Equal("200 hello, 1 calls", seen);
        Assert.Equal("hello", response.Headers.GetValues("X-Received").Single());
    }

    public static TheoryData<int, Action<ApiKeyOptions>> Failures => new()
    {
        { 200, options => options.ReadKey = _ => throw new InvalidOperationException("of the app") },
        { 200, OnMessage(_ => throw new InvalidOperationException("of the app")) },
        { 200, OnVerified(_ => throw new InvalidOperationException("of the app")) },
        { 503, OnUnavailable(_ => throw new InvalidOperationException("of the app")) },
        { 503, options => options.OutagePrincipal = _ => throw new InvalidOperationException("of the app") },
        { 503, OnRejected(_ => throw new InvalidOperationException("of the app")) },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_in_the_apps_code_is_an_error_of_the_app_and_lets_nobody_in(int answered, Action<ApiKeyOptions> configure)
    {
        await using var service = await ScriptedService.StartAsync(answered, Good);
        var letIn = false;
        await using var app = await TestApp.StartAsync(
            service, app => app.MapGet("/", () => letIn = true).RequireAuthorization(), builder => builder.AddApiKeyAuthentication(configure));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.GetAsync("/", "key_text"));

        Assert.Equal(("of the app", false), (error.Message, letIn));
    }

    internal sealed record Greeting(string Text);

    internal sealed class OwnEvents(Greeting greeting) : ApiKeyEvents
    {
        public override Task MessageReceived(ApiKeyMessageReceivedContext context)
        {
            context.Response.Headers["X-Received"] = greeting.Text;
            return base.MessageReceived(context);
        }

        public override Task KeyVerified(ApiKeyVerifiedContext context)
        {
            context.Principal = Named(greeting.Text);
            return base.KeyVerified(context);
        }
    }
}
