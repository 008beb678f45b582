using System.Diagnostics;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.Tests;

/// <summary>What is known of the key when the fault comes.</summary>
public enum Known
{
    Cold,
    Cached,
    StaleAllowed,
}

/// <summary>Every fault, with a free and a metered key, cold, cached and with stale facts allowed, on raw sockets.</summary>
public sealed class FaultMatrixTests
{
    private const string Key = "key_text";

    // Where nothing else ends the fault. Other cells keep long ones: the good answer before the fault must not be late.
    private static readonly (TimeSpan Attempt, TimeSpan Total) Short = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.5));

    public static IEnumerable<TheoryDataRow<string, bool, Known>> Cells =>
        from fault in Fault.All
        from metered in new[] { false, true }
        from known in Enum.GetValues<Known>()
        select new TheoryDataRow<string, bool, Known>(fault.Name, metered, known);

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Fault_gives_no_wrong_verdict_and_no_double_charge(string name, bool metered, Known known)
    {
        var fault = Fault.All.Single(fault => fault.Name == name);
        var good = metered ? Answers.Valid(more: "\"credits\":5") : Answers.Valid();
        using var closed = new ClosedPort();
        await using var service = new RawService(connection => AnswerAsync(connection, good));
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await StartAsync(service.Address, time, known, fault.Hangs ? Short : null);
        var isStored = !metered && known != Known.Cold;
        if (known != Known.Cold)
        {
            Assert.Equal(200, await GetAsync(app));
            time.Advance(known == Known.StaleAllowed ? TimeSpan.FromSeconds(11) : TimeSpan.Zero);
        }

        var requests = service.Requests;
        Break(app, closed, service, fault);
        var stopwatch = Stopwatch.StartNew();
        var status = await GetAsync(app);

        var isHit = isStored && known == Known.Cached;
        var isStale = isStored && known == Known.StaleAllowed && fault.Kind == FaultKind.Outage;
        Assert.True((isHit || isStale ? 200 : fault.Status) == status, $"{status}: {Warnings(app)}");
        Assert.Equal(isHit ? 0 : fault.Requests, service.Requests - requests);
        Assert.True(stopwatch.Elapsed < Short.Total + TimeSpan.FromSeconds(5), $"{stopwatch.Elapsed}");

        // What was stored shows when the service is gone for good.
        Break(app, closed, service, Fault.All[0]);
        var serves = isHit
            || (isStored && known == Known.StaleAllowed && fault.Kind is FaultKind.Outage or FaultKind.Unusable)
            || (fault.Kind == FaultKind.Good && (!metered || known == Known.Cold));
        Assert.Equal(serves ? 200 : 503, await GetAsync(app));
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("body dripping")]
    [InlineData("name not resolved")]
    public async Task Answer_comes_within_two_seconds_by_default(string name)
    {
        await using var service = new RawService(connection => connection.HangAsync());
        var defaults = new ApiKeyOptions();
        using var closed = new ClosedPort();
        await using var app = await StartAsync(
            service.Address, new FakeTimeProvider(), Known.Cold, (defaults.AttemptTimeout, defaults.TotalTimeout));
        Break(app, closed, service, Fault.All.Single(fault => fault.Name == name));

        var stopwatch = Stopwatch.StartNew();
        Assert.Equal(503, await GetAsync(app));

        // Less than two attempts.
        Assert.True(stopwatch.Elapsed < TimeSpan.FromSeconds(2.9), $"{stopwatch.Elapsed}");
    }

    private static Task<TestApp> StartAsync(
        Uri address, FakeTimeProvider time, Known known, (TimeSpan Attempt, TimeSpan Total)? timeouts) => TestApp.StartAsync(
        address, app => app.MapGet("/", () => "ok").RequireAuthorization(),
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.AddApiKeyAuthentication(options =>
            {
                (options.AttemptTimeout, options.TotalTimeout) = timeouts ?? (options.AttemptTimeout, options.TotalTimeout);
                options.OutageMode = known == Known.StaleAllowed ? ApiKeyOutageMode.ServeStale : ApiKeyOutageMode.Refuse;
            });
        });

    /// <summary>The address is read anew for every call, so that a test may move it.</summary>
    private static void Break(TestApp app, ClosedPort closed, RawService service, Fault fault)
    {
        service.Behave = fault.Behave ?? service.Behave;
        var options = app.Services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>().Get(ApiKeyDefaults.AuthenticationScheme);
        options.BaseAddress = fault.Address switch
        {
            null => service.Address,
            "closed" => closed.Address,
            "https" => new UriBuilder(service.Address) { Scheme = "https" }.Uri,
            { } address => new Uri(address),
        };
    }

    /// <summary>One answer to a connection, so that each request sees how the service behaves at its time.</summary>
    private static async Task AnswerAsync(RawConnection connection, string body)
    {
        await connection.ReadRequestAsync();
        await connection.WriteAsync(RawService.Http(200, body, headers: "Connection: close\r\n"));
    }

    private static async Task<int> GetAsync(TestApp app)
    {
        using var response = await app.GetAsync("/", Key);
        return (int)response.StatusCode;
    }

    private static string Warnings(TestApp app) =>
        string.Join(Environment.NewLine, app.Logs.Entries.Where(entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning));
}
