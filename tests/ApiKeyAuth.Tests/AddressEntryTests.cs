using System.Net;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests;

/// <summary>What callers of different addresses know of one key.</summary>
public sealed class AddressEntryTests
{
    private static Task<Engine> StartAsync() => Engine.StartAsync(
        options => (options.ForwardClientAddress, options.OutageMode) = (true, ApiKeyOutageMode.ServeStale),
        (services, _) => services.AddSingleton<IStartupFilter>(new AddressOfHeader()));

    private static async Task<int> GetAsync(Engine engine, string address)
    {
        using var response = await engine.App.SendAsync(HttpMethod.Get, "/", $"Bearer {Engine.Key}", ("X-Address", address));
        return (int)response.StatusCode;
    }

    [Theory]
    [InlineData("DISABLED")]
    [InlineData("EXPIRED")]
    [InlineData("USAGE_EXCEEDED")]
    [InlineData("INSUFFICIENT_PERMISSIONS")]
    public async Task Rejection_of_the_key_to_one_address_ends_what_is_known_of_it_for_all_fresh_and_stale(string code)
    {
        await using var engine = await StartAsync();
        Assert.Equal(200, await GetAsync(engine, "203.0.113.1"));
        engine.Answer = Answers.Refused(code);
        Assert.NotEqual(200, await GetAsync(engine, "203.0.113.2"));
        engine.FailWith = 500;

        Assert.Equal(503, await GetAsync(engine, "203.0.113.1"));
        engine.Answer = Answers.Valid();
        Assert.Equal(200, await GetAsync(engine, "203.0.113.1"));
        engine.FailWith = 500;
        Assert.Equal(200, await GetAsync(engine, "203.0.113.1"));
    }

    [Fact]
    public async Task Rejection_of_one_address_says_nothing_of_another()
    {
        await using var engine = await StartAsync();
        Assert.Equal(200, await GetAsync(engine, "203.0.113.1"));
        engine.Answer = Answers.Refused("FORBIDDEN");
        Assert.Equal(403, await GetAsync(engine, "203.0.113.2"));

        Assert.Equal(200, await GetAsync(engine, "203.0.113.1"));
        Assert.Equal(2, engine.Calls);
    }

    private sealed class AddressOfHeader : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, pipeline) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers["X-Address"].ToString());
                return pipeline(context);
            });
            next(app);
        };
    }
}
