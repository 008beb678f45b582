using System.Runtime.CompilerServices;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Tests.Verification;

/// <summary>Options that are made anew begin with nothing remembered.</summary>
public sealed class OptionsSnapshotTests : IAsyncDisposable
{
    private const string Key = "key_text";

    private string _answer = Answers.Valid();
    private string _rootKey = "first_root_key";
    private Uri? _address;
    private ScriptedService _service = null!;
    private TestApp _app = null!;

    [Fact]
    public async Task Another_root_key_begins_with_an_empty_store()
    {
        await StartAsync();
        Assert.Equal("live", await ReadAsync());
        Assert.Equal("cached", await ReadAsync());

        _rootKey = "second_root_key";
        Remake();
        Assert.Equal("live", await ReadAsync());
        Assert.Equal("cached", await ReadAsync());
        Assert.Equal(["Bearer first_root_key", "Bearer second_root_key"], _service.Calls.Select(call => call.Authorization));
    }

    [Theory]
    [InlineData("NOT_FOUND", "", "401")]
    [InlineData("RATE_LIMITED", "limit", "429")]
    public async Task Rejections_are_not_taken_over(string code, string more, string status)
    {
        await StartAsync();
        _answer = Answers.Refused(code, more: more == "limit"
            ? $"\"ratelimits\":[{Answers.Limit(TimeProvider.System.GetUtcNow().AddHours(1), true)}]"
            : "");
        Assert.Equal(status, await ReadAsync());
        _answer = Answers.Valid();
        Remake();
        Assert.Equal("live", await ReadAsync());
    }

    [Fact]
    public async Task Metered_mark_is_not_taken_over()
    {
        await StartAsync();
        _answer = Answers.Valid(more: "\"credits\":5");
        await ReadAsync();
        _answer = Answers.Valid();
        Remake();
        Assert.Equal("live", await ReadAsync());
        Assert.Equal("cached", await ReadAsync());
    }

    [Fact]
    public async Task Another_address_is_not_rejected_for_the_faults_of_the_old_one()
    {
        using var closed = new ClosedPort();
        _address = closed.Address;
        await StartAsync();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("503", await ReadAsync());
        }

        _address = _service.Address;
        Remake();
        Assert.Equal("live", await ReadAsync());
    }

    [Fact]
    public async Task Eviction_reaches_the_current_store()
    {
        await StartAsync();
        await ReadAsync();
        Remake();
        await ReadAsync();
        Assert.Equal("cached", await ReadAsync());

        await _app.Services.GetRequiredService<IApiKeyCache>().EvictAsync("key_1");
        Assert.Equal("live", await ReadAsync());
    }

    [Fact]
    public async Task What_this_app_evicted_and_deleted_stays_so()
    {
        await StartAsync();
        await ReadAsync();
        await _app.Services.GetRequiredService<IApiKeyCache>().EvictAsync("key_1");
        Remake();

        // A node of the service may still show the old state, so nothing is kept.
        Assert.Equal("live", await ReadAsync());
        Assert.Equal("live", await ReadAsync());

        _app.Services.GetRequiredService<CacheEvictor>().OnDeleted(_service.Address, "key_1");
        Remake();
        Assert.Equal("401", await ReadAsync());
    }

    [Fact]
    public async Task First_requests_under_new_options_share_one_call()
    {
        await StartAsync();
        await ReadAsync();
        Remake();
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync())), text => Assert.True(text is "live" or "cached", text));
        Assert.Equal(2, _service.Calls.Count);
    }

    [Fact]
    public async Task Old_stores_are_released()
    {
        await StartAsync();
        var old = new List<WeakReference>();
        for (var i = 0; i < 5; i++)
        {
            await ReadAsync();
            old.Add(CurrentVerifier());
            Remake();
        }

        await ReadAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // The last one may still be on the stack of a thread that has just answered.
        Assert.InRange(old.Count(verifier => verifier.IsAlive), 0, 1);
        Assert.True(CurrentVerifier().IsAlive);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _service.DisposeAsync();
    }

    private async Task StartAsync()
    {
        _service = await ScriptedService.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(_answer);
        });
        _app = await TestApp.StartAsync(
            _service,
            app => app.MapGet("/", (HttpContext context) => context.GetApiKey()!.IsCached ? "cached" : "live").RequireAuthorization(),
            builder => builder.AddApiKeyAuthentication(options =>
            {
                options.RootKey = _rootKey;
                options.BaseAddress = _address ?? options.BaseAddress;

                // Only new options end the break.
                options.CircuitBreakDuration = TimeSpan.FromMinutes(1);
            }));
    }

    private void Remake() =>
        Assert.True(_app.Services.GetRequiredService<IOptionsMonitorCache<ApiKeyOptions>>().TryRemove(ApiKeyDefaults.AuthenticationScheme));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference CurrentVerifier() => new(
        _app.Services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>().Get(ApiKeyDefaults.AuthenticationScheme).Verifier);

    private async Task<string> ReadAsync()
    {
        using var response = await _app.GetAsync("/", Key);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            : $"{(int)response.StatusCode}";
    }
}
