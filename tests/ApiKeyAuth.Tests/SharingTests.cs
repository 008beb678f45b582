using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests;

public sealed class SharingTests
{
    /// <summary>Holds calls until the test lets them go, and tells when the first has come.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task PassAsync()
        {
            _arrived.TrySetResult();
            await _open.Task;
        }

        public Task ArrivedAsync() => _arrived.Task.WaitAsync(TestContext.Current.CancellationToken);

        public void Open() => _open.TrySetResult();
    }

    [Fact]
    public async Task Cold_callers_of_one_free_key_make_one_call()
    {
        await using var engine = await Engine.StartAsync();
        var gate = new Gate();
        engine.Script.Answer = async context =>
        {
            await gate.PassAsync();
            await context.Response.WriteAsync(Answers.Valid());
        };

        var callers = Enumerable.Range(0, 500).Select(_ => engine.GetAsync()).ToArray();
        await engine.WaitForWaitersAsync(499);
        gate.Open();

        Assert.All(await Task.WhenAll(callers), status => Assert.Equal(200, status));
        Assert.Equal(1, engine.Calls);
    }

    [Fact]
    public async Task Cold_callers_of_one_metered_key_make_a_call_each()
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Valid(more: "\"credits\":5");

        var statuses = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => engine.GetAsync()));

        Assert.All(statuses, status => Assert.Equal(200, status));
        Assert.Equal(500, engine.Calls);
    }

    [Fact]
    public async Task Callers_of_an_unknown_key_share_its_rejection()
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Refused("NOT_FOUND");
        var statuses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => engine.GetAsync()));
        Assert.All(statuses, status => Assert.Equal(401, status));
        Assert.Equal(1, engine.Calls);
    }

    [Fact]
    public async Task Followers_are_judged_by_their_own_permissions()
    {
        await using var engine = await Engine.StartAsync();
        var gate = new Gate();
        engine.Script.Answer = async context =>
        {
            await gate.PassAsync();
            await context.Response.WriteAsync(Answers.Valid(more: "\"permissions\":[\"docs.read\"]"));
        };
        var leader = engine.GetAsync();
        await gate.ArrivedAsync();
        var (reader, writer) = (engine.GetAsync("/read"), engine.GetAsync("/write"));
        await engine.WaitForWaitersAsync(2);
        gate.Open();

        Assert.Equal((200, 200, 403), (await leader, await reader, await writer));
        Assert.Equal(1, engine.Calls);
    }

    [Fact]
    public async Task Rejection_for_the_leaders_permission_is_not_the_followers()
    {
        await using var engine = await Engine.StartAsync();
        var gate = new Gate();
        engine.Script.Answer = async context =>
        {
            var isLeader = engine.Calls == 1;
            await gate.PassAsync();
            await context.Response.WriteAsync(isLeader ? Answers.Refused("INSUFFICIENT_PERMISSIONS") : Answers.Valid());
        };
        var leader = engine.GetAsync("/write");
        await gate.ArrivedAsync();
        var follower = engine.GetAsync();
        await engine.WaitForWaitersAsync(1);
        gate.Open();

        Assert.Equal((403, 200), (await leader, await follower));
        Assert.Equal(2, engine.Calls);
    }

    [Fact]
    public async Task Failure_fails_those_who_wait_and_they_make_no_call()
    {
        await using var engine = await Engine.StartAsync();
        var gate = new Gate();
        engine.Script.Answer = async context =>
        {
            await gate.PassAsync();
            context.Response.StatusCode = 500;
        };
        var callers = Enumerable.Range(0, 40).Select(_ => engine.GetAsync()).ToArray();
        await engine.WaitForWaitersAsync(39);
        gate.Open();

        Assert.All(await Task.WhenAll(callers), status => Assert.Equal(503, status));
        Assert.Equal(1, engine.Calls);
        engine.Answer = Answers.Valid();
        Assert.Equal(200, await engine.GetAsync());
    }

    [Fact]
    public async Task Caller_that_hangs_up_takes_nobody_along()
    {
        await using var engine = await Engine.StartAsync();
        var gate = new Gate();
        engine.Script.Answer = async context =>
        {
            await gate.PassAsync();
            await context.Response.WriteAsync(Answers.Valid());
        };
        using var impatient = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Authorization", $"Bearer {Engine.Key}" } } };
        var leader = engine.App.Client.SendAsync(request, impatient.Token);
        await gate.ArrivedAsync();
        var follower = engine.GetAsync();
        await engine.WaitForWaitersAsync(1);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        gate.Open();

        Assert.Equal(200, await follower);
        Assert.Equal("key_1 cached", await engine.ReadAsync());
        Assert.Equal(1, engine.Calls);
    }

    [Fact]
    public async Task Older_answer_that_arrives_later_does_not_take_the_place_of_a_newer_one()
    {
        await using var engine = await Engine.StartAsync(options => options.OutageMode = ApiKeyOutageMode.ServeStale);
        var gate = new Gate();
        engine.Script.Answer = async context =>
        {
            await gate.PassAsync();
            await context.Response.WriteAsync(Answers.Valid());
        };
        var slow = engine.GetAsync();
        await gate.ArrivedAsync();

        // The eviction keeps the second request from joining the first one's call.
        await engine.Services.GetRequiredService<IApiKeyCache>().EvictAsync("key_other");
        engine.Answer = Answers.Refused("DISABLED");
        Assert.Equal(401, await engine.GetAsync());
        gate.Open();
        Assert.Equal(200, await slow);

        Assert.Equal(401, await engine.GetAsync());
        engine.FailWith = 500;
        Assert.Equal(503, await engine.GetAsync());
    }

    [Fact]
    public async Task Shared_call_carries_no_callers_execution_context()
    {
        var ambient = new AsyncLocal<string?>();
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        await using var engine = await Engine.StartAsync(services: (services, _) => services
            .AddSingleton<IStartupFilter>(new Middleware(_ => ambient.Value = "the caller's"))
            .AddApiKeyHttpClient().AddHttpMessageHandler(() => new Observer(() => seen.Enqueue(ambient.Value))));

        await engine.GetAsync();

        Assert.Null(Assert.Single(seen));
    }

    [Fact]
    public async Task Call_that_outlives_its_caller_holds_nothing_of_the_request()
    {
        WeakReference? request = null;
        await using var engine = await Engine.StartAsync(services: (services, _) => services.AddSingleton<IStartupFilter>(
            new Middleware(context => request = new WeakReference(context))));
        var gate = new Gate();
        engine.Script.Answer = async context =>
        {
            await gate.PassAsync();
            await context.Response.WriteAsync(Answers.Valid());
        };
        await LeaveAsync(engine, gate);

        for (var i = 0; i < 200 && request!.IsAlive; i++)
        {
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(request!.IsAlive);
        gate.Open();
    }

    private static async Task LeaveAsync(Engine engine, Gate gate)
    {
        using var impatient = new CancellationTokenSource();
        using var message = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Authorization", $"Bearer {Engine.Key}" } } };
        var leader = engine.App.Client.SendAsync(message, impatient.Token);
        await gate.ArrivedAsync();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
    }

    private sealed class Middleware(Action<HttpContext> observe) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, pipeline) =>
            {
                observe(context);
                return pipeline(context);
            });
            next(app);
        };
    }

    private sealed class Observer(Action observe) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            observe();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
