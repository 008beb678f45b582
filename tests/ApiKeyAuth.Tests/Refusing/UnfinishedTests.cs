using System.Security.Claims;
using System.Text.Json;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Refusing;

/// <summary>A credential was sent and nothing was learned of it: never a missing key.</summary>
public sealed class UnfinishedTests
{
    private const string Key = "key_text";

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    /// <summary>A service that answers when its test is over.</summary>
    private sealed class HangingService(ScriptedService service, TaskCompletionSource end) : IAsyncDisposable
    {
        public ScriptedService Service => service;

        public static async Task<HangingService> StartAsync()
        {
            var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new HangingService(await ScriptedService.StartAsync(_ => end.Task), end);
        }

        public ValueTask DisposeAsync()
        {
            end.SetResult();
            return service.DisposeAsync();
        }
    }

    private static async Task<TestApp> StartAsync(
        ScriptedService service, Action<WebApplication>? use = null, Action<ApiKeyOptions>? configure = null) => await TestApp.StartAsync(
        service,
        app =>
        {
            app.UseRouting();
            use?.Invoke(app);
            app.UseAuthentication();
            app.UseAuthorization();
            Map(app);
        },
        builder =>
        {
            builder.Services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = Soon });
            builder.AddApiKeyAuthentication(configure);
            builder.Services.AddAuthentication()
                .AddScheme<AuthenticationSchemeOptions, FixedHandler>("Other", null)
                .AddPolicyScheme("Smart", null, options => options.ForwardDefault = ApiKeyDefaults.AuthenticationScheme)
                .AddCookie();
        });

    private static void Map(WebApplication app)
    {
        app.MapMethods("/", ["GET", "POST"], () => "let in").RequireAuthorization();
        app.MapGet("/permission", () => "let in").RequireAuthorization("docs.read");
        app.MapGet("/cost", () => "let in").RequireAuthorization().WithCreditCost(5);
        app.MapGet("/cost-of-request", () => "let in").RequireAuthorization().WithCreditCost(_ => ValueTask.FromResult(5L));
        app.MapGet("/optional", () => "let in").WithOptionalApiKey();
        app.MapGet("/smart", () => "let in").RequireAuthorization(policy => policy.AddAuthenticationSchemes("Smart").RequireAuthenticatedUser());
        app.MapGet("/several", () => "let in").RequireAuthorization(policy => policy
            .AddAuthenticationSchemes("Cookies", ApiKeyDefaults.AuthenticationScheme).RequireAuthenticatedUser());
        app.MapGet("/challenge", async (HttpContext context) =>
        {
            await TryAuthenticateAsync(context);
            return Results.Challenge(null, [ApiKeyDefaults.AuthenticationScheme]);
        });
        app.MapGet("/forbid", async (HttpContext context) =>
        {
            await TryAuthenticateAsync(context);
            return Results.Forbid(null, [ApiKeyDefaults.AuthenticationScheme]);
        });
        app.MapGet("/unasked", () => Results.Challenge());
    }

    /// <summary>An app that has less patience than the scheme, and takes whatever goes wrong lightly.</summary>
    private static async Task TryAuthenticateAsync(HttpContext context)
    {
        try
        {
            await context.AuthenticateAsync(ApiKeyDefaults.AuthenticationScheme).WaitAsync(Soon, TimeProvider.System);
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
        {
            // Whoever has no result is challenged.
        }
    }

    private static async Task<string> GetAsync(TestApp app, string path, string? authorization = $"Bearer {Key}", params (string, string)[] headers)
    {
        using var response = await app.SendAsync(HttpMethod.Get, path, authorization, headers);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return body.StartsWith('{')
            ? $"{(int)response.StatusCode} {JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()}"
            : $"{(int)response.StatusCode} {body}";
    }

    private static void ReplaceToken(WebApplication app, Func<CancellationToken> token) => app.Use((context, next) =>
    {
        context.RequestAborted = token();
        return next(context);
    });

    public static TheoryData<string> Paths => ["/", "/permission", "/cost", "/cost-of-request", "/optional", "/smart", "/several"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Time_limit_of_the_app_is_503(string path)
    {
        await using var hanging = await HangingService.StartAsync();
        await using var app = await StartAsync(hanging.Service, app => app.UseRequestTimeouts());

        Assert.Equal("503 verification_unavailable", await GetAsync(app, path));

        // A busy machine may reach the limit before the call is sent.
        Assert.InRange(hanging.Service.Calls.Count, 0, 1);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Token_that_the_app_put_in_place_of_the_callers_is_503_when_it_is_cancelled(string path)
    {
        await using var hanging = await HangingService.StartAsync();
        await using var app = await StartAsync(hanging.Service, app => ReplaceToken(app, () => new CancellationTokenSource(Soon, TimeProvider.System).Token));

        Assert.Equal("503 verification_unavailable", await GetAsync(app, path));

        // A busy machine may reach the limit before the call is sent.
        Assert.InRange(hanging.Service.Calls.Count, 0, 1);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Request_that_is_cancelled_before_its_authentication_is_503_and_charges_nothing(string path)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"credits\":5,\"permissions\":[\"docs.read\"]"));
        await using var app = await StartAsync(service, app => ReplaceToken(app, () => new CancellationToken(canceled: true)));

        Assert.Equal("503 verification_unavailable", await GetAsync(app, path));
        Assert.Empty(service.Calls);
    }

    [Fact]
    public async Task Key_of_the_cache_is_known_however_little_time_is_left()
    {
        var isCancelled = false;
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service, app => ReplaceToken(app, () => new CancellationToken(isCancelled)));

        Assert.Equal("200 let in", await GetAsync(app, "/"));
        isCancelled = true;
        Assert.Equal("200 let in", await GetAsync(app, "/"));
    }

    [Fact]
    public async Task Call_of_grpc_that_is_cancelled_is_unavailable()
    {
        await using var hanging = await HangingService.StartAsync();
        await using var app = await StartAsync(hanging.Service, app => app.UseRequestTimeouts());

        using var response = await app.SendAsync(HttpMethod.Post, "/", $"Bearer {Key}", ("Content-Type", "application/grpc"));

        Assert.Equal("14", response.Headers.GetValues("grpc-status").Single());
    }

    [Theory]
    [InlineData("/challenge")]
    [InlineData("/forbid")]
    public async Task App_that_does_not_wait_for_the_result_rejects_with_503(string path)
    {
        await using var hanging = await HangingService.StartAsync();
        await using var app = await StartAsync(hanging.Service);

        Assert.Equal("503 verification_unavailable", await GetAsync(app, path));
    }

    [Theory]
    [InlineData("/challenge")]
    [InlineData("/forbid")]
    public async Task App_that_does_not_wait_for_its_own_event_rejects_with_503(string path)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        var never = new TaskCompletionSource();
        await using var app = await StartAsync(service, configure: options => options.Events.OnMessageReceived = _ => never.Task);

        Assert.Equal("503 verification_unavailable", await GetAsync(app, path));
    }

    public static TheoryData<Action<ApiKeyOptions, Func<Task>>> Steps => new()
    {
        (options, act) => options.Events.OnMessageReceived = _ => act(),
        (options, act) => options.ReadKey = _ => act().IsCompletedSuccessfully ? null : throw act().Exception!.InnerException!,
        (options, act) => options.Events.OnKeyVerified = _ => act(),
        (options, act) => options.Events.OnKeyVerified = async _ =>
        {
            await Task.Yield();
            await act();
        },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Step_of_the_apps_own_that_throws_leaves_nothing_known(Action<ApiKeyOptions, Func<Task>> step)
    {
        var isBroken = true;
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service, configure: options =>
            step(options, () => isBroken ? Task.FromException(new InvalidOperationException("of the app")) : Task.CompletedTask));

        Assert.Equal("503 verification_unavailable", await GetAsync(app, "/challenge"));
        Assert.Equal("503 verification_unavailable", await GetAsync(app, "/forbid"));
        isBroken = false;
        Assert.Equal("200 let in", await GetAsync(app, "/"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/optional")]
    [InlineData("/challenge")]
    public async Task Step_of_the_apps_own_that_is_cancelled_is_503_and_a_warning(string path)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service, configure: options =>
            options.Events.OnKeyVerified = _ => Task.FromException(new TaskCanceledException("of the app")));

        Assert.Equal("503 verification_unavailable", await GetAsync(app, path));
        Assert.Contains(app.Logs.Entries, entry => entry.Exception?.Contains("of the app", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("Bearer key_text", "401 unauthenticated")]
    [InlineData("Bearer two,keys", "401 malformed_credential")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.eA", "401 invalid_key")]
    [InlineData(null, "401 missing_key")]
    public async Task Challenge_for_a_key_that_nobody_asked_about_does_not_call_it_missing(string? authorization, string answer)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service);

        Assert.Equal(answer, await GetAsync(app, "/unasked", authorization));
        Assert.Empty(service.Calls);
    }

    [Theory]
    [InlineData("Own key_text", "401 unauthenticated")]
    [InlineData("Own two,keys", "401 malformed_credential")]
    [InlineData("Own eyJhbGciOiJub25lIn0.e30.eA", "401 invalid_key")]
    [InlineData("Own fail", "401 invalid_key")]
    [InlineData("Bearer key_text", "401 unauthenticated")]
    [InlineData(null, "401 missing_key")]
    public async Task Challenge_for_a_key_that_an_event_brings_does_not_call_it_missing(string? authorization, string answer)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        var raised = 0;
        await using var app = await StartAsync(service, configure: options => options.Events.OnMessageReceived = context =>
        {
            raised++;
            var own = context.Request.Headers.Authorization.ToString();
            context.Key = own.StartsWith("Own ", StringComparison.Ordinal) ? own[4..] : null;
            if (context.Key == "fail")
            {
                context.Fail("Not here.");
            }

            return Task.CompletedTask;
        });

        Assert.Equal(answer, await GetAsync(app, "/unasked", authorization));
        Assert.Equal(1, raised);
        Assert.Empty(service.Calls);
    }

    [Fact]
    public async Task Event_that_brings_keys_is_raised_once_for_a_request_without_one()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        var raised = 0;
        await using var app = await StartAsync(service, configure: options => options.Events.OnMessageReceived = _ =>
        {
            raised++;
            return Task.CompletedTask;
        });

        Assert.Equal("401 missing_key", await GetAsync(app, "/challenge", null));
        Assert.Equal(1, raised);
    }

    [Fact]
    public async Task Challenge_for_a_valid_key_does_not_call_it_missing()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service);

        Assert.Equal("401 unauthenticated", await GetAsync(app, "/challenge"));
    }

    [Fact]
    public async Task Caller_that_an_event_takes_as_anonymous_in_an_outage_is_told_of_the_outage_where_a_key_is_needed()
    {
        await using var service = await ScriptedService.StartAsync(500, "");
        await using var app = await StartAsync(service, configure: options => options.Events.OnServiceUnavailable = context =>
        {
            context.NoResult();
            return Task.CompletedTask;
        });

        Assert.Equal("503 verification_unavailable", await GetAsync(app, "/"));
        Assert.Equal("200 let in", await GetAsync(app, "/optional"));
    }

    [Fact]
    public async Task Later_look_at_the_same_key_gets_its_result()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        var isFirst = true;
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true });
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/", () => "let in").RequireAuthorization();
                app.MapGet("/error", (ClaimsPrincipal user) => user.Identity!.IsAuthenticated).RequireAuthorization();
            },
            builder => builder.AddApiKeyAuthentication(options => options.Events.OnKeyVerified = _ =>
            {
                (var isBroken, isFirst) = (isFirst, false);
                return isBroken ? Task.FromException(new InvalidOperationException("of the app")) : Task.CompletedTask;
            }));

        Assert.Equal("500 true", await GetAsync(app, "/"));
        Assert.Single(service.Calls);
    }
}
