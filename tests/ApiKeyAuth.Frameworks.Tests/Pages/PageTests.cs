using System.Net;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Frameworks.Tests.Pages;

/// <summary>Razor Pages whose handlers take the verified key.</summary>
public sealed class PageTests
{
    private static Task<KestrelApp> StartAsync(Uri service, Action<RazorPagesOptions> configure) => KestrelApp.StartAsync(
        service,
        "root_key",
        HttpProtocols.Http1,
        builder =>
        {
            builder.AddApiKeyAuthentication();
            builder.Services.AddRazorPages(configure).ConfigureApplicationPartManager(manager =>
            {
                manager.ApplicationParts.Clear();
                manager.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(KeyPage).Assembly));
            });
        },
        app => app.MapRazorPages());

    [Theory]
    [InlineData("/Key", "key_text", 200, "key_1")]
    [InlineData("/Key?handler=optional", "key_text", 200, "key_1")]
    [InlineData("/Key", null, 401, null)]
    public async Task Handler_of_a_page_gets_the_verified_key(string path, string? key, int status, string? body)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid());
        await using var app = await StartAsync(service.Address, options => options.Conventions.AuthorizePage("/Open"));
        using var client = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = key is null ? null : new("Bearer", key);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        if (body is not null)
        {
            Assert.Equal(body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal("""{"key":"key_text","credits":{"cost":3}}""", Assert.Single(service.Calls).Body);
        }
    }

    [Fact]
    public async Task Page_that_takes_a_key_and_lets_everybody_in_stops_the_app()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(new Uri("http://127.0.0.1:9"), _ => { }));

        Assert.Contains("Endpoint '/Open': The parameter 'key' (ApiKeyInfo) cannot be had without an API key", exception.Message, StringComparison.Ordinal);
    }
}
