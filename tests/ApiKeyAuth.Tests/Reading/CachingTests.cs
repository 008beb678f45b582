using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Reading;

/// <summary>Caches know the <c>Authorization</c> header; keys elsewhere must not let one caller see another's answer.</summary>
public sealed class CachingTests
{
    private static Task<TestApp> StartAsync(ScriptedService service, bool cacheFirst = true)
    {
        var served = 0;
        return TestApp.StartAsync(
            service,
            app =>
            {
                if (cacheFirst)
                {
                    app.UseOutputCache();
                }

                app.UseAuthentication();
                app.UseAuthorization();
                if (!cacheFirst)
                {
                    app.UseOutputCache();
                }

                app.MapGet("/open", () => ++served).CacheOutput();
                app.MapGet("/", () => ++served).RequireAuthorization().AllowApiKeyFromQuery().CacheOutput(policy => policy.Expire(TimeSpan.FromMinutes(1)));
                app.MapGet("/public", (HttpContext context) => context.Response.Headers.CacheControl = "public, max-age=60, s-maxage=600").RequireAuthorization();
            },
            builder =>
            {
                builder.AddApiKeyAuthentication(options => (options.HeaderName, options.AuthorizationSchemes) = ("X-API-Key", ["Bearer", "Token"]));
                builder.Services.AddOutputCache();
            });
    }

    private static async Task<(string Text, string CacheControl)> GetAsync(TestApp app, string path, string? authorization, params (string, string)[] headers)
    {
        using var response = await app.SendAsync(HttpMethod.Get, path, authorization, headers);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.IsSuccessStatusCode ? text : $"{(int)response.StatusCode}", response.Headers.CacheControl?.ToString() ?? "");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Output_cache_neither_stores_nor_serves_answers_to_keys(bool cacheFirst)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service, cacheFirst);

        Assert.Equal(("1", "private"), await GetAsync(app, "/", null, ("X-API-Key", "one")));
        Assert.Equal(("2", "private"), await GetAsync(app, "/", null, ("X-API-Key", "one")));
        Assert.Equal(("3", "private"), await GetAsync(app, "/", null, ("X-API-Key", "two")));
        Assert.Equal(("4", "no-store"), await GetAsync(app, "/?access_token=one", null));
        Assert.Equal(("5", "no-store"), await GetAsync(app, "/?access_token=one", null));
        Assert.Equal(("6", ""), await GetAsync(app, "/", "Token one"));
        Assert.Equal("401", (await GetAsync(app, "/", null)).Text);
        Assert.Equal("401", (await GetAsync(app, "/?access_token=", null)).Text);
    }

    [Fact]
    public async Task Requests_without_a_key_are_cached_as_ever()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service);

        Assert.Equal("1", (await GetAsync(app, "/open", null)).Text);
        Assert.Equal("1", (await GetAsync(app, "/open", null)).Text);
        Assert.Equal("2", (await GetAsync(app, "/open", null, ("X-API-Key", "one"))).Text);
        Assert.Equal("1", (await GetAsync(app, "/open", null)).Text);
    }

    [Theory]
    [InlineData("one", null, "max-age=60, private")]
    [InlineData(null, "Bearer one", "public, max-age=60, s-maxage=600")]
    public async Task What_an_endpoint_says_of_caching_is_narrowed_for_keys_that_caches_do_not_see(string? key, string? authorization, string cacheControl)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service);

        Assert.Equal(cacheControl, (await GetAsync(app, "/public", authorization, key is null ? [] : [("X-API-Key", key)])).CacheControl);
    }

    [Theory]
    [InlineData("Bearer one")]
    [InlineData("Bearer two")]
    [InlineData("Bearer two words")]
    public async Task Key_in_the_query_keeps_the_answer_out_of_every_store_wherever_else_one_stands(string authorization)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service);

        Assert.Equal("no-store", (await GetAsync(app, "/?access_token=one", authorization)).CacheControl);
        Assert.Equal("no-store", (await GetAsync(app, "/?access_token=one", authorization, ("X-API-Key", "one"))).CacheControl);
    }

    [Fact]
    public async Task Refusals_are_not_shared_either()
    {
        await using var service = await ScriptedService.StartAsync(200, """{"meta":{},"data":{"valid":false,"code":"NOT_FOUND"}}""");
        await using var app = await StartAsync(service);

        Assert.Equal(("401", "no-store"), await GetAsync(app, "/", null, ("X-API-Key", "one")));
        Assert.Equal(("401", "no-store"), await GetAsync(app, "/?access_token=one", null));
    }
}
