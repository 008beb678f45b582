using System.Globalization;
using System.Net;
using System.Text.Json;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Tests.Verification;

/// <summary>How many verifications run at once, and for whose keys. Thousands of requests: nothing else runs beside it.</summary>
[Collection(nameof(RetainedMemoryTests))]
public sealed class ConcurrencyTests
{
    private const int Limit = 40;
    private const int LimitOfNewKeys = 30;

    [Fact]
    public async Task Invented_keys_take_three_quarters_and_accepted_keys_get_through()
    {
        var load = new Load();
        await using var service = await ScriptedService.StartAsync(load.AnswerAsync);
        await using var app = await StartAsync(service.Address, options => options.MaxConcurrentVerifications = Limit);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(app, "good_before"));

        var invented = Enumerable.Range(0, 10 * Limit).Select(i => GetAsync(app, Text("invented", i))).ToArray();
        await load.WaitForAsync(LimitOfNewKeys);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(app, "good_before"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(app, "good_before"));
        Assert.All(invented, request => Assert.False(request.IsCompleted));

        load.Release();
        Assert.All(await Task.WhenAll(invented), status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.Equal(LimitOfNewKeys, load.MostHeld);
    }

    [Fact]
    public async Task Accepted_keys_take_all()
    {
        var load = new Load { HoldsGoodKeys = true };
        await using var service = await ScriptedService.StartAsync(load.AnswerAsync);
        await using var app = await StartAsync(service.Address, options => options.MaxConcurrentVerifications = Limit);
        load.Release();
        for (var i = 0; i < 3 * Limit; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await GetAsync(app, Text("good", i)));
        }

        load.Hold();
        var requests = Enumerable.Range(0, 3 * Limit).Select(i => GetAsync(app, Text("good", i))).ToArray();
        await load.WaitForAsync(Limit);
        load.Release();
        Assert.All(await Task.WhenAll(requests), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(Limit, load.MostHeld);
    }

    [Theory]
    [InlineData("NOT_FOUND")]
    [InlineData("DISABLED")]
    public async Task Key_that_is_rejected_counts_as_accepted_no_longer(string code)
    {
        var load = new Load();
        await using var service = await ScriptedService.StartAsync(load.AnswerAsync);
        await using var app = await StartAsync(service.Address, options => options.MaxConcurrentVerifications = Limit);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(app, "good_before"));
        load.GoodAnswer = Answers.Refused(code);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(app, "good_before"));

        var invented = Enumerable.Range(0, Limit).Select(i => GetAsync(app, Text("invented", i))).ToArray();
        await load.WaitForAsync(LimitOfNewKeys);
        var rejected = GetAsync(app, "good_before");
        load.Release();
        await Task.WhenAll(invented);
        await rejected;
        Assert.Equal(LimitOfNewKeys, load.MostHeld);
    }

    [Theory]
    [InlineData("DISABLED", HttpStatusCode.Unauthorized)]
    [InlineData("EXPIRED", HttpStatusCode.Unauthorized)]
    [InlineData("FORBIDDEN", HttpStatusCode.Forbidden)]
    public async Task Rejection_of_a_key_counts_for_those_who_wait_and_for_nobody_later(string code, HttpStatusCode status)
    {
        await using var engine = await Engine.StartAsync();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Script.Answer = async context =>
        {
            await open.Task;
            await context.Response.WriteAsync(Answers.Refused(code));
        };
        var waiting = Enumerable.Range(0, 20).Select(i => engine.GetAsync(i % 2 == 0 ? "/" : "/read")).ToArray();
        await engine.WaitForWaitersAsync(19);
        open.SetResult();
        Assert.All(await Task.WhenAll(waiting), answered => Assert.Equal((int)status, answered));
        Assert.Equal(1, engine.Calls);

        engine.Answer = Answers.Valid();
        Assert.Equal(200, await engine.GetAsync());
    }

    [Fact]
    public async Task Hanging_service_gets_no_more_connections_than_the_limit_and_every_caller_an_answer()
    {
        await using var service = new RawService(connection => connection.HangAsync());
        await using var app = await StartAsync(service.Address, options =>
        {
            var defaults = new ApiKeyOptions();
            (options.AttemptTimeout, options.TotalTimeout) = (defaults.AttemptTimeout, defaults.TotalTimeout);
        });

        var statuses = await Task.WhenAll(Enumerable.Range(0, 4000).Select(async i =>
        {
            using var response = await app.GetAsync("/", Text("invented", i));
            Assert.NotNull(response.Headers.RetryAfter);
            return response.StatusCode;
        }));
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        Assert.InRange(service.Accepted, 1, 1000);
    }

    [Fact]
    public async Task Waiting_counts_towards_the_total_timeout_and_charges_nothing()
    {
        var load = new Load();
        await using var service = await ScriptedService.StartAsync(load.AnswerAsync);
        await using var app = await StartAsync(service.Address, options =>
        {
            options.MaxConcurrentVerifications = 1;
            (options.AttemptTimeout, options.TotalTimeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
        });
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => GetAsync(app, Text("invented", i))));
        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        Assert.InRange(service.Calls.Count, 1, 10);
        load.Release();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_001)]
    public async Task Limit_out_of_bounds_stops_the_host(int limit)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync(new Uri("http://127.0.0.1:1"), options => options.MaxConcurrentVerifications = limit));
        Assert.Contains("Authentication:Schemes:ApiKey:MaxConcurrentVerifications is ", exception.Message, StringComparison.Ordinal);
    }

    private static string Text(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");

    private static Task<TestApp> StartAsync(Uri service, Action<ApiKeyOptions> configure) => TestApp.StartAsync(
        service, app => app.MapGet("/", () => "ok").RequireAuthorization(), builder => builder.AddApiKeyAuthentication(configure));

    private static async Task<HttpStatusCode> GetAsync(TestApp app, string key)
    {
        using var response = await app.GetAsync("/", key);
        return response.StatusCode;
    }

    /// <summary>A service that holds its answers back until it is told, of invented keys at least.</summary>
    private sealed class Load
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _held;
        private int _wanted = int.MaxValue;

        public bool HoldsGoodKeys { get; init; }

        public string GoodAnswer { get; set; } = Answers.Valid(more: "\"credits\":5");

        public int MostHeld { get; private set; }

        public async Task AnswerAsync(HttpContext context)
        {
            using var request = JsonDocument.Parse(ScriptedService.CallOf(context).Body);
            var isGood = request.RootElement.GetProperty("key").GetString()!.StartsWith("good", StringComparison.Ordinal);
            if (!isGood || HoldsGoodKeys)
            {
                await HeldAsync();
            }

            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(isGood ? GoodAnswer : Answers.Refused("NOT_FOUND"));
        }

        /// <summary>Until so many are held.</summary>
        public Task WaitForAsync(int count)
        {
            lock (_lock)
            {
                _wanted = count;
                if (_held >= count)
                {
                    _enough.TrySetResult();
                }

                return _enough.Task.WaitAsync(TestContext.Current.CancellationToken);
            }
        }

        public void Hold()
        {
            lock (_lock)
            {
                _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                MostHeld = 0;
            }
        }

        public void Release() => _open.TrySetResult();

        private async Task HeldAsync()
        {
            Task open;
            lock (_lock)
            {
                MostHeld = Math.Max(MostHeld, ++_held);
                open = _open.Task;
                if (_held >= _wanted)
                {
                    _enough.TrySetResult();
                }
            }

            await open;
            lock (_lock)
            {
                _held--;
            }
        }
    }
}
