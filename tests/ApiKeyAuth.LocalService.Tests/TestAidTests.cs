using ApiKeyAuth.Client;

namespace ApiKeyAuth.LocalService.Tests;

public class TestAidTests
{
    [Fact]
    public async Task Typed_clients_talk_to_the_service()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var stop = TestContext.Current.CancellationToken;
        var service = fixture.Service;

        var api = (await service.Apis.CreateApiAsync(new CreateApiRequest { Name = "orders" }, stop)).Data!.ApiId;
        var key = (await service.Keys.CreateKeyAsync(new CreateKeyRequest { ApiId = api, Permissions = ["docs.read"] }, stop)).Data!;

        Assert.Equal("VALID", (await fixture.PostAsync("keys.verifyKey", new { key = key.Key, permissions = "docs.read" })).Code);
        Assert.NotEmpty((await service.Permissions.ListPermissionsAsync(new ListPermissionsRequest(), stop)).Data!);
        Assert.Empty((await service.Identities.ListIdentitiesAsync(new ListIdentitiesRequest(), stop)).Data!);
        Assert.Equal(1, service.CallCount("apis.createApi"));
    }

    [Fact]
    public async Task Charged_credits_are_counted_by_key()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 10 });
        var free = fixture.AddKey();
        await fixture.PostAsync("keys.verifyKey", new { key = key.Key, credits = new { cost = 4 } });
        await fixture.PostAsync("keys.verifyKey", new { key = key.Key, credits = new { cost = 0 } });
        await fixture.PostAsync("keys.verifyKey", new { key = key.Key, credits = new { cost = 7 } });
        await fixture.PostAsync("keys.updateCredits", new { keyId = key.KeyId, operation = "decrement", value = 1 });
        await fixture.VerifyAsync(free);

        fixture.Service.ShouldHaveCharged(key.KeyId, 4);
        fixture.Service.ShouldHaveCharged(free.KeyId, 0);
        var wrong = Assert.Throws<LocalAssertionException>(() => fixture.Service.ShouldHaveCharged(key.KeyId, 3));
        Assert.Equal($"The key {key.KeyId} was charged 4 credits; it should have been 3.", wrong.Message);
    }

    [Fact]
    public async Task A_wrong_number_of_calls_is_reported()
    {
        await using var fixture = await ServiceFixture.StartAsync();

        fixture.Service.ShouldHaveReceived("keys.verifyKey", 0);
        var wrong = Assert.Throws<LocalAssertionException>(() => fixture.Service.ShouldHaveReceived("keys.verifyKey", 1));

        Assert.Equal("keys.verifyKey was called 0 times; it should have been 1.", wrong.Message);
    }

    [Theory]
    [InlineData("keys.verify", "keys.verifyKey")]
    [InlineData("keys.VerifyKey", "keys.verifyKey")]
    [InlineData("Keys.verifyKey", "keys.verifyKey")]
    [InlineData("/v2/keys.verifyKey", "apis.createApi")]
    [InlineData("ratelimits.limit", "ratelimit.limit")]
    [InlineData("Liveness", "liveness")]
    [InlineData("", "keys.verifyKey")]
    public async Task Check_of_an_endpoint_that_does_not_exist_never_passes(string endpoint, string hint)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var service = fixture.Service;

        foreach (var check in (Action[])
            [
                () => service.ShouldHaveReceived(endpoint, times: 0),
                () => service.ShouldHaveReceived(endpoint, times: 1),
                () => service.CallCount(endpoint),
                () => service.Faults.Add(LocalFault.Refuse() with { Endpoint = endpoint }),
            ])
        {
            Assert.Contains(hint, Assert.Throws<ArgumentException>(check).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_endpoint_can_be_checked()
    {
        await using var fixture = await ServiceFixture.StartAsync();

        foreach (var endpoint in Endpoints.EndpointTable.ByPath.Values)
        {
            fixture.Service.ShouldHaveReceived(endpoint.Name, times: 0);
        }

        fixture.Service.ShouldHaveReceived("liveness", times: 0);
    }

    [Fact]
    public async Task Check_of_a_key_that_does_not_exist_never_passes_and_does_not_repeat_its_text()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();

        foreach (var check in (Action[])
            [
                () => fixture.Service.ShouldHaveCharged(key.Key, credits: 0),
                () => fixture.Service.CreditsCharged(key.Key),
            ])
        {
            var wrong = Assert.Throws<ArgumentException>(check);
            Assert.Contains("KeyId", wrong.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(key.Key, wrong.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Credits_charged_to_a_deleted_key_can_be_checked(bool permanent)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 10 });
        await fixture.VerifyAsync(key);
        await fixture.PostAsync("keys.deleteKey", new { keyId = key.KeyId, permanent });

        fixture.Service.ShouldHaveCharged(key.KeyId, credits: 1);
    }

    [Fact]
    public async Task Clock_of_the_service_advances_timestamps_as_well_as_the_time()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var clock = fixture.Service.TimeProvider;
        var (now, timestamp) = (clock.GetUtcNow(), clock.GetTimestamp());

        fixture.Service.AdvanceClock(TimeSpan.FromDays(3650));
        fixture.Clock.Advance(TimeSpan.FromSeconds(3));

        var passed = TimeSpan.FromDays(3650) + TimeSpan.FromSeconds(3);
        Assert.Equal((passed, passed), (clock.GetUtcNow() - now, clock.GetElapsedTime(timestamp)));
    }

    [Fact]
    public async Task The_clock_can_be_advanced_and_does_not_go_back()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Expires = fixture.Clock.GetUtcNow().AddHours(1) });
        Assert.Equal("VALID", (await fixture.VerifyAsync(key)).Code);

        fixture.Service.AdvanceClock(TimeSpan.FromHours(2));

        Assert.Equal("EXPIRED", (await fixture.VerifyAsync(key)).Code);
        Assert.Equal(fixture.Clock.GetUtcNow().AddHours(2), fixture.Service.Now);
        Assert.Throws<ArgumentOutOfRangeException>(() => fixture.Service.AdvanceClock(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => fixture.Service.AdvanceClock(TimeSpan.MaxValue));
    }
}
