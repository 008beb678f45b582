using System.Globalization;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.Tests.Verification;

/// <summary>What a verification for an endpoint with a cost or limits teaches about the key, for endpoints that ask for neither.</summary>
public sealed class LearnedDetailsTests : IAsyncDisposable
{
    private const string Key = "key_text";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private ScriptedService _service = null!;
    private TestApp _app = null!;
    private string _answer = Answers.Valid();

    public static TheoryData<string, string> Unmetered => new()
    {
        { "/cost", "" },
        { "/free", "" },
        { "/cost-of-request", "" },
        { "/named", Limits(Limit("tokens", autoApply: false)) },
        { "/inline", Limits(Limit("burst", autoApply: false)) },
        { "/both", Limits(Limit("tokens", autoApply: false)) },
        { "/uncached", "" },
        { "/permission", "\"permissions\":[\"docs.read\"]" },
    };

    [Theory]
    [MemberData(nameof(Unmetered))]
    public async Task Details_of_an_unmetered_key_are_cached_whatever_the_endpoint_required(string path, string more)
    {
        await StartAsync();
        _answer = Answers.Valid(more: more);

        Assert.Equal("live", await ReadAsync(path));
        Assert.Equal("cached", await ReadAsync("/me"));
        Assert.Equal("cached", await ReadAsync("/me"));
        Assert.Equal("live", await ReadAsync(path == "/permission" ? "/cost" : path));
        Assert.Equal(2, _service.Calls.Count);
    }

    [Theory]
    [InlineData("/cost", "\"credits\":5")]
    [InlineData("/free", "\"credits\":0")]
    [InlineData("/named", "limits")]
    [InlineData("/inline", "identity")]
    public async Task Details_of_a_metered_key_are_not_cached_whatever_the_endpoint_required(string path, string mark)
    {
        await StartAsync();
        _answer = Answers.Valid(more: mark switch
        {
            "limits" => Limits(Limit("tokens", autoApply: false), Limit("requests", autoApply: true)),
            "identity" => Limits(Limit("burst", autoApply: false)) + ",\"identity\":{\"id\":\"id_1\",\"externalId\":\"e\",\"ratelimits\":[{\"id\":\"rl_1\",\"name\":\"shared\",\"limit\":9,\"duration\":60000,\"autoApply\":true}]}",
            _ => mark + "," + Limits(Limit("tokens", autoApply: false)),
        });
        await ReadAsync(path);
        Assert.Equal("live", await ReadAsync("/me"));
        Assert.Equal("live", await ReadAsync("/me"));
        Assert.Equal(3, _service.Calls.Count);
    }

    [Fact]
    public async Task Key_over_a_limit_that_only_the_endpoint_required_is_not_metered()
    {
        await StartAsync();
        _answer = Answers.Refused("RATE_LIMITED", more: Limits(Limit("tokens", autoApply: false, exceeded: true)));
        Assert.Equal(429, await GetAsync("/named"));
        _answer = Answers.Valid();

        Assert.Equal("live", await ReadAsync("/me"));
        Assert.Equal("cached", await ReadAsync("/me"));
    }

    [Theory]
    [InlineData("RATE_LIMITED", "")]
    [InlineData("RATE_LIMITED", "\"credits\":5")]
    [InlineData("RATE_LIMITED", "limits")]
    [InlineData("USAGE_EXCEEDED", "\"credits\":0")]
    public async Task Key_over_a_limit_of_its_own_is_metered(string code, string mark)
    {
        await StartAsync();
        _answer = Answers.Refused(code, more: mark == "limits"
            ? Limits(Limit("tokens", autoApply: false, exceeded: true), Limit("requests", autoApply: true))
            : mark);
        Assert.Equal(429, await GetAsync("/named"));
        _answer = Answers.Valid();

        Assert.Equal("live", await ReadAsync("/me"));
        Assert.Equal("live", await ReadAsync("/me"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"ratelimits\":[]")]
    public async Task Details_without_the_limit_that_was_required_are_not_cached(string more)
    {
        await StartAsync();
        _answer = Answers.Valid(more: more);

        Assert.Equal("live", await ReadAsync("/named"));
        Assert.Equal("live", await ReadAsync("/me"));
        Assert.Contains(_app.Logs.Entries, entry => entry.Id == 22);
    }

    [Fact]
    public async Task Limit_of_the_endpoint_in_place_of_the_keys_own_does_not_keep_the_key_from_being_verified()
    {
        // A limit that the endpoint brings along takes the place of the key's own of the same name, which then does not show.
        await StartAsync();
        _answer = Answers.Valid(more: Limits(Limit("burst", autoApply: false)));
        var isLive = false;
        for (var i = 0; i < 3; i++)
        {
            await ReadAsync("/inline");
            isLive |= await ReadAsync("/me") == "live";
            _time.Advance(TimeSpan.FromSeconds(8));
        }

        Assert.True(isLive);
    }

    [Fact]
    public async Task Limit_of_the_endpoint_in_place_of_the_keys_own_keeps_the_key_metered()
    {
        await StartAsync();
        _answer = Answers.Valid(more: Limits(Limit("burst", autoApply: true)));
        await ReadAsync("/me");
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(9));
            _answer = Answers.Valid(more: Limits(Limit("burst", autoApply: false)));
            await ReadAsync("/inline");
        }

        Assert.Equal("live", await ReadAsync("/me"));
        Assert.Equal(5, _service.Calls.Count);
    }

    [Fact]
    public async Task Rejection_at_an_endpoint_with_a_cost_ends_the_cached_details()
    {
        await StartAsync();
        await ReadAsync("/cost");
        Assert.Equal("cached", await ReadAsync("/me"));
        _answer = Answers.Refused("DISABLED");
        Assert.Equal(401, await GetAsync("/cost"));
        Assert.Equal(401, await GetAsync("/me"));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _service.DisposeAsync();
    }

    private static string Limits(params string[] limits) => $"\"ratelimits\":[{string.Join(',', limits)}]";

    private static string Limit(string name, bool autoApply, bool exceeded = false) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":"rl_1","name":"{{name}}","limit":9,"duration":60000,"reset":1893456030000,"remaining":8,"exceeded":{{Json(exceeded)}},"autoApply":{{Json(autoApply)}}}""");

    private static string Json(bool value) => value ? "true" : "false";

    private async Task StartAsync()
    {
        _service = await ScriptedService.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(_answer);
        });
        _app = await TestApp.StartAsync(
            _service,
            app =>
            {
                Map("/me");
                Map("/cost").WithCreditCost(5);
                Map("/free").WithCreditCost(0);
                Map("/cost-of-request").WithCreditCost(_ => ValueTask.FromResult(7L));
                Map("/named").WithApiKeyRateLimit("tokens", cost: 2);
                Map("/inline").WithApiKeyRateLimit("burst", limit: 10, duration: TimeSpan.FromMinutes(1));
                Map("/both").WithCreditCost(2).WithApiKeyRateLimit("tokens");
                Map("/uncached").RequireUncachedVerification();
                Map("/permission").RequirePermission("docs.read");

                RouteHandlerBuilder Map(string path) => app.MapGet(
                    path, (HttpContext context) => context.GetApiKey()!.IsCached ? "cached" : "live").RequireAuthorization();
            },
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(_time);
                builder.AddApiKeyAuthentication();
            });
    }

    private async Task<string> ReadAsync(string path)
    {
        using var response = await _app.GetAsync(path, Key);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            : $"{(int)response.StatusCode}";
    }

    private async Task<int> GetAsync(string path)
    {
        using var response = await _app.GetAsync(path, Key);
        return (int)response.StatusCode;
    }
}
