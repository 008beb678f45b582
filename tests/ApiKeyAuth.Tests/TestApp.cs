using System.Net.Http.Headers;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Tests;

/// <summary>An app as a user writes it, on a test server, whose keys a service on a real socket verifies.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string RootKey = "root_secret_of_the_test";

    private readonly WebApplication _app;

    private TestApp(WebApplication app, CapturedLogs logs)
    {
        _app = app;
        Logs = logs;
        Client = app.GetTestClient();
    }

    public CapturedLogs Logs { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>For requests that a client cannot send.</summary>
    public TestServer Server => _app.GetTestServer();

    public static Task<TestApp> StartAsync(ScriptedService service, Action<WebApplication> map, Action<WebApplicationBuilder>? build = null) =>
        StartAsync(service.Address, map, build);

    public static async Task<TestApp> StartAsync(Uri service, Action<WebApplication> map, Action<WebApplicationBuilder>? build = null)
    {
        var logs = new CapturedLogs();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Test",

            // Every app would watch its folder, and a machine has few watchers for many tests.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        builder.Configuration.AddInMemoryCollection(TestTimeouts.At(service, RootKey));
        (build ?? (app => app.AddApiKeyAuthentication()))(builder);
        var app = builder.Build();
        try
        {
            map(app);
            await app.StartAsync();
            return new TestApp(app, logs);
        }
        catch
        {
            // Each app watches its settings files, and a machine has few watches.
            await app.DisposeAsync();
            throw;
        }
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? key = null) => SendAsync(HttpMethod.Get, path, key is null ? null : $"Bearer {key}");

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? authorization, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                (request.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

internal static class ResponseExtensions
{
    public static string Challenge(this HttpResponseMessage response) => string.Join(" | ", response.Headers.WwwAuthenticate.Select(AsText));

    private static string AsText(AuthenticationHeaderValue value) => value.ToString();
}
