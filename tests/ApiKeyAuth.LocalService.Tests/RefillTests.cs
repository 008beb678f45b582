namespace ApiKeyAuth.LocalService.Tests;

public class RefillTests
{
    [Fact]
    public async Task A_daily_refill_sets_the_balance_at_midnight()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 1, Refill = new(RefillInterval.Daily, 5) });
        await AdvanceToAsync(fixture, new DateTimeOffset(2026, 3, 10, 23, 59, 59, 999, TimeSpan.Zero), key, 1);

        await AdvanceToAsync(fixture, new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero), key, 5);
        Assert.Equal(4, (await fixture.VerifyAsync(key)).Data["credits"]!.GetValue<int>());
        await AdvanceToAsync(fixture, new DateTimeOffset(2026, 3, 11, 12, 0, 0, TimeSpan.Zero), key, 4);
        await AdvanceToAsync(fixture, new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero), key, 5);
    }

    [Fact]
    public async Task A_balance_above_the_amount_is_left_alone()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 9, Refill = new(RefillInterval.Daily, 5) });

        await AdvanceToAsync(fixture, new DateTimeOffset(2026, 3, 12, 0, 0, 0, TimeSpan.Zero), key, 9);
    }

    [Fact]
    public async Task A_monthly_refill_comes_on_its_day()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 1, Refill = new(RefillInterval.Monthly, 5, 15) });

        await AdvanceToAsync(fixture, new DateTimeOffset(2026, 3, 14, 23, 0, 0, TimeSpan.Zero), key, 1);
        await AdvanceToAsync(fixture, new DateTimeOffset(2026, 3, 15, 0, 0, 0, TimeSpan.Zero), key, 5);
        await fixture.VerifyAsync(key);
        await AdvanceToAsync(fixture, new DateTimeOffset(2026, 4, 14, 23, 0, 0, TimeSpan.Zero), key, 4);
        await AdvanceToAsync(fixture, new DateTimeOffset(2026, 4, 20, 0, 0, 0, TimeSpan.Zero), key, 5);
    }

    [Theory]
    [InlineData(2027, 28)]
    [InlineData(2028, 29)]
    public async Task A_monthly_refill_on_the_31st_comes_on_the_last_day_of_February(int year, int lastDay)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Clock.SetUtcNow(new DateTimeOffset(year, 2, 1, 0, 0, 0, TimeSpan.Zero));
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 1, Refill = new(RefillInterval.Monthly, 5, 31) });

        await AdvanceToAsync(fixture, new DateTimeOffset(year, 2, lastDay - 1, 23, 0, 0, TimeSpan.Zero), key, 1);
        await AdvanceToAsync(fixture, new DateTimeOffset(year, 2, lastDay, 0, 0, 0, TimeSpan.Zero), key, 5);
        await fixture.VerifyAsync(key);
        await AdvanceToAsync(fixture, new DateTimeOffset(year, 3, 30, 0, 0, 0, TimeSpan.Zero), key, 4);
        await AdvanceToAsync(fixture, new DateTimeOffset(year, 3, 31, 0, 0, 0, TimeSpan.Zero), key, 5);
    }

    [Fact]
    public async Task A_refill_on_a_key_without_limit_limits_it_from_then_on()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();
        await fixture.PostAsync(
            "keys.updateKey", new { keyId = key.KeyId, credits = new { refill = new { interval = "daily", amount = 5 } } });
        Assert.Null((await fixture.VerifyAsync(key)).Data["credits"]);

        await AdvanceToAsync(fixture, new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero), key, 5);
    }

    private static async Task AdvanceToAsync(ServiceFixture fixture, DateTimeOffset now, LocalKey key, int balance)
    {
        fixture.Clock.SetUtcNow(now);
        var details = await fixture.PostAsync("keys.getKey", new { keyId = key.KeyId });
        Assert.Equal(balance, details.Data["credits"]!["remaining"]!.GetValue<int>());
    }
}
