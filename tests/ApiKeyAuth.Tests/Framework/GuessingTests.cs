using System.Net;
using System.Threading.RateLimiting;
using ApiKeyAuth.LocalService;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Framework;

/// <summary>Callers that guess keys, and the orders of middleware that the documentation shows.</summary>
public sealed class GuessingTests
{
    private static FixedWindowRateLimiterOptions AnHour(int permits) => new() { PermitLimit = permits, Window = TimeSpan.FromHours(1) };

    private static PartitionedRateLimiter<HttpContext> ByPartition(int permits) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetFixedWindowLimiter(context.GetApiKeyPartition(), _ => AnHour(permits)));

    private static async Task<string> StatusesAsync(TestApp app, int count, string address, Func<int, string?> key)
    {
        var statuses = new List<int>();
        for (var i = 0; i < count; i++)
        {
            var authorization = key(i) is { } text ? $"Bearer {text}" : null;
            using var response = await app.SendAsync(HttpMethod.Get, "/", authorization, ("X-Test-Address", address));
            statuses.Add((int)response.StatusCode);
        }

        return string.Join(' ', statuses.GroupBy(status => status).Select(same => $"{same.Key}×{same.Count()}"));
    }

    private static void UseTestAddress(WebApplication app) => app.Use((context, next) =>
    {
        context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers["X-Test-Address"].ToString());
        return next(context);
    });

    private static async Task<LocalKeyService> StartServiceAsync()
    {
        var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        service.AddKey(new KeySeed { ApiId = service.AddApi("orders").ApiId, Key = "good" });
        return service;
    }

    [Fact]
    public async Task Limiter_in_front_of_authentication_counts_invented_keys_by_address()
    {
        await using var service = await StartServiceAsync();
        await using var app = await TestApp.StartAsync(
            service.Address,
            app =>
            {
                UseTestAddress(app);
                app.UseRateLimiter(new RateLimiterOptions { GlobalLimiter = ByPartition(10), RejectionStatusCode = 429 });
                app.UseAuthentication();
                app.UseAuthorization();
                app.UseRateLimiter();
                app.MapGet("/", () => "ok").RequireAuthorization();
            },
            builder =>
            {
                builder.AddApiKeyAuthentication(options => options.RootKey = service.RootKey);
                builder.Services.AddRateLimiter(options =>
                {
                    options.RejectionStatusCode = 429;
                    options.GlobalLimiter = ByPartition(3);
                });
            });

        Assert.Equal("401×10 429×20", await StatusesAsync(app, 30, "203.0.113.7", i => $"invented_{i}"));
        service.ShouldHaveReceived("keys.verifyKey", times: 10);

        // Others are not concerned, and behind authentication a key is counted wherever it comes from.
        Assert.Equal("200×3 429×1", await StatusesAsync(app, 4, "203.0.113.8", _ => "good"));
        Assert.Equal("429×1", await StatusesAsync(app, 1, "203.0.113.9", _ => "good"));
        Assert.Equal("401×6 429×4", await StatusesAsync(app, 10, "203.0.113.8", _ => null));
    }

    [Fact]
    public async Task Limiter_behind_authorization_counts_no_rejected_key()
    {
        await using var service = await StartServiceAsync();
        await using var app = await TestApp.StartAsync(
            service.Address,
            app =>
            {
                UseTestAddress(app);
                app.UseAuthentication();
                app.UseAuthorization();
                app.UseRateLimiter();
                app.MapGet("/", () => "ok").RequireAuthorization();
            },
            builder =>
            {
                builder.AddApiKeyAuthentication(options => options.RootKey = service.RootKey);
                builder.Services.AddRateLimiter(options => options.GlobalLimiter = ByPartition(3));
            });

        Assert.Equal("401×30", await StatusesAsync(app, 30, "203.0.113.7", i => $"invented_{i}"));
        service.ShouldHaveReceived("keys.verifyKey", times: 30);
    }
}
