using ApiKeyAuth.LocalService.RateLimiting;

namespace ApiKeyAuth.LocalService.Tests;

public class RateLimiterTests
{
    private const long Minute = 60_000;

    /// <summary>12:00:00, on the boundary of a minute.</summary>
    private const long Noon = 1_767_268_800_000;

    [Fact]
    public void The_worked_example_of_the_protocol_holds_to_the_millisecond()
    {
        var limiter = new RateLimiter();
        Assert.True(Ask(limiter, Noon + 50_000, cost: 10).Passed);

        Assert.Equal(new LimitResult(false, 0, Noon + Minute), Ask(limiter, Noon + 55_000));
        Assert.False(Ask(limiter, Noon + Minute).Passed);
        Assert.Equal(new LimitResult(true, 0, Noon + (2 * Minute)), Ask(limiter, Noon + Minute + 1));
        Assert.False(Ask(limiter, Noon + Minute + 6000).Passed);
        Assert.True(Ask(limiter, Noon + Minute + 6001).Passed);
    }

    [Theory]
    [InlineData(6001, 2)]
    [InlineData(24_001, 5)]
    [InlineData(54_001, 10)]
    public void A_full_window_slides_out_bit_by_bit(long after, long free)
    {
        var limiter = new RateLimiter();
        Ask(limiter, Noon + 50_000, cost: 10);

        Assert.Equal(free, Ask(limiter, Noon + Minute + after, cost: 0).Remaining);
        Assert.False(Ask(limiter, Noon + Minute + after, cost: free + 1).Passed);
        Assert.True(Ask(limiter, Noon + Minute + after, cost: free).Passed);
    }

    [Fact]
    public void Several_limits_consume_together_or_not_at_all()
    {
        var limiter = new RateLimiter();
        var (wide, narrow) = (Check("wide", 10, 3), Check("narrow", 1, 1));

        Assert.All(limiter.Decide([wide, narrow], Noon), result => Assert.True(result.Passed));
        var rejected = limiter.Decide([wide, narrow], Noon);

        Assert.Equal([new LimitResult(true, 7, Noon + Minute), new LimitResult(false, 0, Noon + Minute)], rejected);
        Assert.Equal(7, limiter.Decide([wide with { Cost = 0 }], Noon)[0].Remaining);
    }

    [Fact]
    public void Checks_of_one_counter_see_each_other_in_order()
    {
        var limiter = new RateLimiter();
        var check = Check("same", 5, 2);

        Assert.Equal([3L, 1L], limiter.Decide([check, check], Noon).Select(result => result.Remaining));
        var one = check with { Cost = 1 };
        Assert.Equal([true, false], limiter.Decide([one, one], Noon).Select(result => result.Passed));
        Assert.Equal(1, limiter.Decide([check with { Cost = 0 }], Noon)[0].Remaining);
    }

    [Fact]
    public void Another_limit_applies_to_the_same_count_and_another_duration_starts_at_zero()
    {
        var limiter = new RateLimiter();
        Ask(limiter, Noon, cost: 10);

        Assert.Equal(9, limiter.Decide([Check("requests", 20, 1)], Noon)[0].Remaining);
        Assert.False(limiter.Decide([Check("requests", 5, 0)], Noon)[0].Passed);
        Assert.True(limiter.Decide([Check("requests", 5, 1, Minute + 1)], Noon)[0].Passed);
    }

    [Fact]
    public void No_limit_cost_or_duration_overflows()
    {
        var limiter = new RateLimiter();
        var huge = Check("huge", long.MaxValue, long.MaxValue, long.MaxValue);

        Assert.Equal(new LimitResult(true, 0, long.MaxValue), limiter.Decide([huge], Noon)[0]);
        Assert.Equal(new LimitResult(false, 0, long.MaxValue), limiter.Decide([huge], Noon)[0]);
        Assert.False(limiter.Decide([huge with { Limit = 1 }], Noon)[0].Passed);
        Assert.True(Ask(limiter, Noon, cost: long.MaxValue, limit: long.MaxValue).Passed);
        Assert.False(Ask(limiter, Noon + Minute, cost: long.MaxValue, limit: long.MaxValue).Passed);
        Assert.True(Ask(limiter, Noon + Minute + 30_000, cost: long.MaxValue / 2, limit: long.MaxValue).Passed);
    }

    [Fact]
    public void Counters_are_removed_when_they_have_no_effect()
    {
        var limiter = new RateLimiter();
        for (var subject = 0; subject < 1000; subject++)
        {
            limiter.Decide([Check("requests", 5, 1, subject: $"user_{subject}")], Noon);
        }

        Ask(limiter, Noon + Minute);
        Assert.Equal(1001, limiter.CounterCount);
        Ask(limiter, Noon + (2 * Minute));
        Assert.Equal(1, limiter.CounterCount);
    }

    [Fact]
    public void Looking_and_being_rejected_leave_no_counter_behind()
    {
        var limiter = new RateLimiter();

        Ask(limiter, Noon, cost: 0);
        Ask(limiter, Noon, cost: 11);

        Assert.Equal(0, limiter.CounterCount);
    }

    [Fact]
    public void A_clock_that_is_set_back_frees_no_limit()
    {
        var limiter = new RateLimiter();
        Ask(limiter, Noon + Minute, cost: 10);

        Assert.False(Ask(limiter, Noon).Passed);
    }

    private static LimitResult Ask(RateLimiter limiter, long now, long cost = 1, long limit = 10) =>
        limiter.Decide([Check("requests", limit, cost)], now)[0];

    private static LimitCheck Check(string name, long limit, long cost, long duration = Minute, string subject = "key_1") =>
        new(new CounterId(CounterKind.Key, name, subject, duration), limit, cost);
}
