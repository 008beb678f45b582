using System.Net.Http.Headers;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace MinimalApi.Tests;

/// <summary>The sample on a test server, with its own key service on a free port.</summary>
public sealed class Sample : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string?> _settings = new(TestTimeouts.Timeouts) { ["Sample:KeyServiceUrl"] = "http://127.0.0.1:0" };

    public Sample With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>The environment that the sample runs in.</summary>
    public string Environment { get; init; } = "Development";

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return await CreateClient().SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? key = null) => SendAsync(HttpMethod.Get, path, key);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        foreach (var (setting, value) in _settings)
        {
            builder.UseSetting(setting, value);
        }
    }
}
