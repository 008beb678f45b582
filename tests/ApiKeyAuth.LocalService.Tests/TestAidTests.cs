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
    public async Task Credits_are_counted_by_key_where_they_were_spent()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 10 });
        var free = fixture.AddKey();
        await fixture.PostAsync("keys.verifyKey", new { key = key.Key, credits = new { cost = 4 } });
        await fixture.PostAsync("keys.verifyKey", new { key = key.Key, credits = new { cost = 0 } });
        await fixture.PostAsync("keys.verifyKey", new { key = key.Key, credits = new { cost = 7 } });
        await fixture.PostAsync("keys.updateCredits", new { keyId = key.KeyId, operation = "decrement", value = 1 });
        await fixture.VerifyAsync(free);

        fixture.Service.ShouldHaveSpent(key.KeyId, 4);
        fixture.Service.ShouldHaveSpent(free.KeyId, 0);
        var wrong = Assert.Throws<LocalAssertionException>(() => fixture.Service.ShouldHaveSpent(key.KeyId, 3));
        Assert.Equal($"The key {key.KeyId} has spent 4 credits; it should have been 3.", wrong.Message);
    }

    [Fact]
    public async Task A_wrong_number_of_calls_is_told()
    {
        await using var fixture = await ServiceFixture.StartAsync();

        fixture.Service.ShouldHaveReceived("keys.verifyKey", 0);
        var wrong = Assert.Throws<LocalAssertionException>(() => fixture.Service.ShouldHaveReceived("keys.verifyKey", 1));

        Assert.Equal("keys.verifyKey was called 0 times; it should have been 1.", wrong.Message);
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
