using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.Tests;

/// <summary>An app whose service answers as the test says at the moment, on a clock that the test moves.</summary>
internal sealed class Engine : IAsyncDisposable
{
    public const string Key = "key_text";

    private readonly ScriptedService _service;
    private readonly TestApp _app;

    private Engine(ScriptedService service, TestApp app, FakeTimeProvider time, Box box)
    {
        (_service, _app, Time) = (service, app, time);
        Script = box;
    }

    public FakeTimeProvider Time { get; }

    public Box Script { get; }

    public int Calls => _service.Calls.Count;

    public ScriptedCall LastCall => _service.Calls.Last();

    public Uri Address => _service.Address;

    public IServiceProvider Services => _app.Services;

    public TestApp App => _app;

    /// <summary>What the service answers, by default that the key is good.</summary>
    public string Answer
    {
        set => Script.Answer = context => context.Response.WriteAsync(value);
    }

    public int FailWith
    {
        set => Script.Answer = context =>
        {
            context.Response.StatusCode = value;
            return Task.CompletedTask;
        };
    }

    public static async Task<Engine> StartAsync(Action<ApiKeyOptions>? configure = null, Action<IServiceCollection, Uri>? services = null)
    {
        var box = new Box();
        var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return box.Answer(context);
        });
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/", (HttpContext context) => Describe(context.GetApiKey()!)).RequireAuthorization();
                app.MapGet("/read", () => "ok").RequireAuthorization("docs.read");
                app.MapGet("/write", () => "ok").RequireAuthorization("docs.write");
                app.MapGet("/fresh", () => "ok").RequireAuthorization().RequireUncachedVerification();
            },
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                services?.Invoke(builder.Services, service.Address);
                builder.AddApiKeyAuthentication(configure);
            });
        return new Engine(service, app, time, box);
    }

    public async Task<int> GetAsync(string path = "/", string key = Key)
    {
        using var response = await _app.GetAsync(path, key);
        return (int)response.StatusCode;
    }

    public async Task<string> ReadAsync(string path = "/", string key = Key)
    {
        using var response = await _app.GetAsync(path, key);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Drops what was recorded of calls and logs.</summary>
    public void Forget()
    {
        _service.Calls.Clear();
        _app.Logs.Entries.Clear();
    }

    /// <summary>Until so many requests wait for another one's verification.</summary>
    public async Task WaitForWaitersAsync(int count)
    {
        while (_app.Logs.Entries.Count(entry => entry.Id == 7 && entry.Category.EndsWith(nameof(KeyVerifier), StringComparison.Ordinal)) < count)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _service.DisposeAsync();
    }

    private static string Describe(ApiKeyInfo key) => $"{key.KeyId} {(key.IsStale ? "stale" : key.IsCached ? "cached" : "live")}";

    public sealed class Box
    {
        public RequestDelegate Answer { get; set; } = context => context.Response.WriteAsync(Answers.Valid());
    }
}
