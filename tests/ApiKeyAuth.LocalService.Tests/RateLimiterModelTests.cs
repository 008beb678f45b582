using System.Numerics;
using ApiKeyAuth.LocalService.RateLimiting;
using CsCheck;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Compares decisions on random checks at random times with a model that keeps all counts as arbitrarily large integers.</summary>
public class RateLimiterModelTests
{
    private const long Start = 1_767_268_800_000;

    private static readonly Gen<LimitCheck> Checks = Gen.Select(
        Gen.Int[0, 1],
        Gen.OneOf(Gen.Const(1000L), Gen.Const(60_000L), Gen.Const(long.MaxValue)),
        Gen.OneOf(Gen.Long[1, 8], Gen.Const(long.MaxValue)),
        Gen.OneOf(Gen.Long[0, 4], Gen.Const(long.MaxValue - 2)),
        (subject, duration, limit, cost) =>
            new LimitCheck(new CounterId(CounterKind.Namespace, "test", $"{subject}", duration), limit, cost));

    [Fact]
    public void Every_decision_is_the_one_that_the_definition_gives() =>
        Gen.Select(Gen.Long[0, 1500], Checks.Array[1, 4]).Array[1, 60].Sample(
            calls =>
            {
                var (limiter, model, now) = (new RateLimiter(), new Model(), Start);
                foreach (var (pause, checks) in calls)
                {
                    now += pause;
                    Assert.Equal(model.Decide(checks, now), limiter.Decide(checks, now));
                }
            },
            iter: 2000);

    private sealed class Model
    {
        private readonly Dictionary<(CounterId, BigInteger Window), BigInteger> _counts = [];

        public LimitResult[] Decide(LimitCheck[] checks, long now)
        {
            var alone = checks.Select(check => Free(check, now)).ToArray();
            var free = checks.Select((check, i) => alone[i] - Before(checks, alone, i)).ToArray();
            var passed = checks.Select((check, i) => check.Cost <= free[i]).ToArray();
            if (!passed.Contains(false))
            {
                foreach (var check in checks)
                {
                    _counts[(check.Counter, now / check.Counter.Duration)] = Count(check, now / check.Counter.Duration) + check.Cost;
                }

                return [.. checks.Select((check, i) => Result(check, true, free[i] - check.Cost, now))];
            }

            return [.. checks.Select((check, i) => Result(check, passed[i], passed[i] ? alone[i] : 0, now))];
        }

        /// <summary>The cost that the passed checks before this one take from the same counter.</summary>
        private static BigInteger Before(LimitCheck[] checks, BigInteger[] alone, int i)
        {
            BigInteger taken = 0;
            for (var j = 0; j < i; j++)
            {
                if (checks[j].Counter == checks[i].Counter && checks[j].Cost <= alone[j] - Before(checks, alone, j))
                {
                    taken += checks[j].Cost;
                }
            }

            return taken;
        }

        private static LimitResult Result(LimitCheck check, bool passed, BigInteger remaining, long now)
        {
            BigInteger duration = check.Counter.Duration;
            return new LimitResult(passed, (long)remaining, (long)BigInteger.Min(((now / duration) + 1) * duration, long.MaxValue));
        }

        private BigInteger Free(LimitCheck check, long now)
        {
            BigInteger duration = check.Counter.Duration;
            var (window, elapsed) = (now / duration, now % duration);
            return check.Limit - Count(check, window) - (Count(check, window - 1) * (duration - elapsed) / duration);
        }

        private BigInteger Count(LimitCheck check, BigInteger window) => _counts.GetValueOrDefault((check.Counter, window));
    }
}
