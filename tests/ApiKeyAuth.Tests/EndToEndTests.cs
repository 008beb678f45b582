using System.Net;
using ApiKeyAuth.Client;
using ApiKeyAuth.LocalService;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests;

/// <summary>The scheme, the management client and the local service together, over HTTP.</summary>
public sealed class EndToEndTests
{
    private static Task<TestApp> StartAsync(LocalKeyService service) => TestApp.StartAsync(
        service.Address,
        app =>
        {
            app.MapGet("/any", (HttpContext context) => $"{context.GetApiKey()!.Credits}").RequireAuthorization();
            app.MapGet("/write", () => "ok").RequireAuthorization("keys.write");
        },
        builder =>
        {
            builder.AddApiKeyAuthentication(options => options.RootKey = service.RootKey);
            builder.Services.AddKeyServiceClient(options => (options.BaseAddress, options.RootKey) = (service.Address, service.RootKey));
        });

    [Fact]
    public async Task Key_is_created_used_and_revoked_through_the_client()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var app = await StartAsync(service);
        var keys = app.Services.GetRequiredService<IKeysApi>();
        var apis = app.Services.GetRequiredService<IApisApi>();
        var cancellationToken = TestContext.Current.CancellationToken;

        var api = (await apis.CreateApiAsync(new CreateApiRequest { Name = "orders" }, cancellationToken)).Data!.ApiId;
        var key = (await keys.CreateKeyAsync(
            new CreateKeyRequest { ApiId = api, Name = "n", Permissions = ["keys.write"], Expires = TimeProvider.System.GetUtcNow().AddHours(1) },
            cancellationToken)).Data!;
        var listed = Assert.Single((await apis.ListKeysAsync(new ListKeysRequest { ApiId = api }, cancellationToken)).Data);
        Assert.Equal((key.KeyId, "n"), (listed.KeyId, listed.Name));

        using var works = await app.GetAsync("/write", key.Key);
        await keys.DeleteKeyAsync(new DeleteKeyRequest { KeyId = key.KeyId }, cancellationToken);
        using var rejected = await app.GetAsync("/write", key.Key);
        var gone = await Assert.ThrowsAsync<KeyServiceException>(
            () => keys.GetKeyAsync(new GetKeyRequest { KeyId = key.KeyId }, cancellationToken));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (works.StatusCode, rejected.StatusCode));
        Assert.Equal("unkey/data/key_not_found", gone.ErrorCode);
    }

    [Fact]
    public async Task Key_is_limited_rerolled_and_revoked_through_the_client()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var app = await StartAsync(service);
        var keys = app.Services.GetRequiredService<IKeysApi>();
        var cancellationToken = TestContext.Current.CancellationToken;

        var key = (await keys.CreateKeyAsync(new CreateKeyRequest { ApiId = service.AddApi("orders").ApiId }, cancellationToken)).Data!;
        await keys.UpdateKeyAsync(
            new UpdateKeyRequest
            {
                KeyId = key.KeyId,
                Credits = new UpdateKeyCredits { Remaining = 1000 },
                RateLimits = [new RateLimitInput { Name = "requests", Limit = 1, Duration = TimeSpan.FromDays(1), AutoApply = true }],
            },
            cancellationToken);
        using var first = await app.GetAsync("/any", key.Key);
        using var second = await app.GetAsync("/any", key.Key);
        var rerolled = (await keys.RerollKeyAsync(
            new RerollKeyRequest { KeyId = key.KeyId, Expiration = TimeSpan.FromHours(24) }, cancellationToken)).Data!;
        using var renewed = await app.GetAsync("/any", rerolled.Key);
        await keys.DeleteKeyAsync(new DeleteKeyRequest { KeyId = rerolled.KeyId }, cancellationToken);
        using var revoked = await app.GetAsync("/any", rerolled.Key);

        Assert.Equal("999", await first.Content.ReadAsStringAsync(cancellationToken));
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal("998", await renewed.Content.ReadAsStringAsync(cancellationToken));
        Assert.Equal(HttpStatusCode.Unauthorized, revoked.StatusCode);
        service.ShouldHaveCharged(key.KeyId, 1);
    }

    [Fact]
    public async Task Request_that_ends_in_403_for_a_permission_spends_no_credit()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var api = service.AddApi("orders");
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = "metered_key", Credits = 3 });
        await using var app = await StartAsync(service);

        using var forbidden = await app.GetAsync("/write", "metered_key");
        using var passed = await app.GetAsync("/any", "metered_key");

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal("2", await passed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Sixty_callers_of_a_key_with_thirty_credits_are_accepted_thirty_times()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var api = service.AddApi("orders");
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = "metered_key", Credits = 30 });
        await using var app = await StartAsync(service);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 60).Select(async _ =>
        {
            using var response = await app.GetAsync("/any", "metered_key");
            return response.StatusCode;
        }));

        Assert.Equal(30, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(30, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
        Assert.Equal(60, service.CallCount("keys.verifyKey"));
    }

    [Fact]
    public async Task Root_key_without_the_right_to_verify_lets_nobody_in()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var api = service.AddApi("orders");
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = "good_key" });
        service.AddRootKey("weak_root", "api.*.read_api");
        await using var app = await TestApp.StartAsync(
            service.Address, app => app.MapGet("/any", () => "ok").RequireAuthorization(),
            builder => builder.AddApiKeyAuthentication(options => options.RootKey = "weak_root"));

        using var response = await app.GetAsync("/any", "good_key");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Unknown_root_key_is_our_fault_and_not_the_callers()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var app = await TestApp.StartAsync(
            service.Address, app => app.MapGet("/any", () => "ok").RequireAuthorization(),
            builder => builder.AddApiKeyAuthentication(options => options.RootKey = "wrong_root"));

        using var response = await app.GetAsync("/any", "any_key");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }
}
