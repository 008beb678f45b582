using System.Collections.Concurrent;
using System.Diagnostics;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests;

/// <summary>A verification is part of the trace of the request that starts it, and takes nothing else of that request along.</summary>
public sealed class TraceTests
{
    private const string Key = "key_text";

    /// <summary>A service that tells which trace it was called in, and whose answers are metered where the key says so.</summary>
    private static Task<ScriptedService> StartAsync(ConcurrentQueue<string> parents, bool metered) => ScriptedService.StartAsync(context =>
    {
        parents.Enqueue(context.Request.Headers.TraceParent.ToString());
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Answers.Valid(more: metered ? "\"credits\":5" : ""));
    });

    private static ActivityListener Listen(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    [Theory]
    [InlineData("/", false)]
    [InlineData("/", true)]
    [InlineData("/fresh", false)]
    [InlineData("/explicit", false)]
    public async Task Call_to_the_service_is_a_child_of_the_request(string path, bool metered)
    {
        ConcurrentQueue<Activity> spans = [];
        using var listener = Listen(spans);
        ConcurrentQueue<string> parents = [];
        await using var service = await StartAsync(parents, metered);
        ConcurrentQueue<(string Trace, string Span)> requests = [];
        await using var app = await TestApp.StartAsync(service, app =>
        {
            app.Use((context, next) =>
            {
                requests.Enqueue(($"{Activity.Current!.TraceId}", $"{Activity.Current.SpanId}"));
                return next(context);
            });
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGet("/", () => "ok").RequireAuthorization();
            app.MapGet("/fresh", () => "ok").RequireAuthorization().RequireUncachedVerification();
            app.MapGet("/explicit", async (HttpContext context) =>
                Assert.True((await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.AuthenticateAsync(context)).Succeeded));
        });

        using var response = await app.GetAsync(path, Key);

        Assert.Equal(200, (int)response.StatusCode);
        var request = Assert.Single(requests);
        var call = Assert.Single(parents).Split('-');
        Assert.Equal(request.Trace, call[1]);

        // Between the two is the span of the HTTP client alone.
        var http = Assert.Single(spans, span => $"{span.SpanId}" == call[2]);
        Assert.Equal("System.Net.Http", http.Source.Name);
        Assert.Equal(request.Span, $"{http.ParentSpanId}");
    }

    [Fact]
    public async Task Traceparent_of_the_caller_reaches_the_service_without_anybody_listening()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        ConcurrentQueue<string> parents = [];
        await using var service = await StartAsync(parents, metered: false);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok").RequireAuthorization());

        using var response = await app.SendAsync(HttpMethod.Get, "/", $"Bearer {Key}", ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"));

        Assert.Equal(Trace, Assert.Single(parents).Split('-')[1]);
    }

    [Fact]
    public async Task Nothing_else_of_the_request_goes_along()
    {
        var local = new AsyncLocal<string?>();
        IHttpContextAccessor? accessor = null;
        var isObserved = false;
        var seen = new TaskCompletionSource<(bool HasParent, string? Local, bool HasContext)>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.Use((context, next) =>
                {
                    local.Value = "of the request";
                    return next(context);
                });
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/", () => "ok").RequireAuthorization();
            },
            builder =>
            {
                builder.Services.AddHttpContextAccessor();
                builder.AddApiKeyAuthentication(options => options.TimeProvider = new ObservedTime(Observe));
            });
        accessor = app.Services.GetRequiredService<IHttpContextAccessor>();

        using var response = await app.GetAsync("/", Key);

        Assert.Equal((true, null, false), await seen.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        // The verification asks the clock when its call begins.
        void Observe()
        {
            if (!isObserved && new StackTrace().ToString().Contains("KeyVerifier.CallServiceAsync", StringComparison.Ordinal))
            {
                isObserved = true;
                seen.SetResult((Activity.Current is not null, local.Value, accessor?.HttpContext is not null));
            }
        }
    }

    private sealed class ObservedTime(Action observe) : TimeProvider
    {
        public override long GetTimestamp()
        {
            observe();
            return System.GetTimestamp();
        }
    }
}
