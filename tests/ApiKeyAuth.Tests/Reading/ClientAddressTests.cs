using System.Net;
using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Reading;

/// <summary>The caller's address, for APIs with a list of addresses.</summary>
public sealed class ClientAddressTests
{
    private static void Map(WebApplication app, Func<IPAddress?> caller)
    {
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = caller();
            return next(context);
        });

        // Otherwise they come before the address is set.
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", () => "ok").RequireAuthorization();
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("fe80::1%3", "fe80::1")]
    [InlineData(null, "unknown")]
    public async Task Address_is_sent_in_the_one_form_that_the_service_compares(string? caller, string sent)
    {
        var forwarded = new List<string>();
        await using var service = await ScriptedService.StartAsync(context =>
        {
            forwarded.Add(context.Request.Headers["X-Forwarded-For"].ToString());
            context.Response.ContentType = "application/json";
            return context.Response.Body.WriteAsync("""{"meta":{},"data":{"valid":true,"code":"VALID","keyId":"key_1"}}"""u8.ToArray()).AsTask();
        });
        await using var app = await TestApp.StartAsync(
            service, app => Map(app, () => caller is null ? null : IPAddress.Parse(caller)),
            builder => builder.AddApiKeyAuthentication(options => options.ForwardClientAddress = true));

        using var response = await app.SendAsync(HttpMethod.Get, "/", "Bearer key_text", ("X-Forwarded-For", "198.51.100.1"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([sent], forwarded);
    }

    [Theory]
    [InlineData(true, "200 403 200 403 403")]
    [InlineData(false, "403 403 403 403 403")]
    public async Task Only_listed_callers_are_accepted_also_from_memory(bool forward, string statuses)
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var api = service.AddApi(new ApiSeed { Name = "orders", AllowedAddresses = ["203.0.113.7"] });
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = "listed_key" });
        IPAddress? caller = null;
        await using var app = await TestApp.StartAsync(
            service.Address, app => Map(app, () => caller),
            builder => builder.AddApiKeyAuthentication(options => (options.RootKey, options.ForwardClientAddress) = (service.RootKey, forward)));

        var seen = new List<int>();
        foreach (var address in new[] { "203.0.113.7", "203.0.113.8", "::ffff:203.0.113.7", "2001:db8::1", null })
        {
            caller = address is null ? null : IPAddress.Parse(address);
            using var response = await app.GetAsync("/", "listed_key");
            seen.Add((int)response.StatusCode);
        }

        Assert.Equal(statuses, string.Join(' ', seen));
        Assert.Equal(forward ? 4 : 5, service.CallCount("keys.verifyKey"));
    }

    [Fact]
    public async Task Callers_of_different_addresses_do_not_wait_for_each_other()
    {
        // Each is answered only when both are here.
        using var arrivals = new Barrier(2);
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            await Task.Run(() => Assert.True(arrivals.SignalAndWait(TimeSpan.FromSeconds(30))));
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync("""{"meta":{},"data":{"valid":true,"code":"VALID","keyId":"key_1"}}"""u8.ToArray());
        });
        var callers = 0;
        await using var app = await TestApp.StartAsync(
            service, app => Map(app, () => new IPAddress([203, 0, 113, (byte)(Interlocked.Increment(ref callers) % 2)])),
            builder => builder.AddApiKeyAuthentication(options => options.ForwardClientAddress = true));

        var responses = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => app.GetAsync("/", "key_text")));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
    }
}
