using ApiKeyAuth.Client;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.Tests;

/// <summary>
/// Random interleavings of verifications, evictions, faults and the clock against the cache, checked by a plain record of all answers:
/// nothing is served that the rules forbid.
/// </summary>
public sealed class CacheModelTests
{
    private static readonly CacheSettings Settings = new(
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), 100, 100, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

    /// <summary>What an expiring key has left when the service answers.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    private static readonly KeyHash[] Keys = [KeyHash.Of("one"), KeyHash.Of("two")];

    public enum Act
    {
        Begin,
        EndValid,
        EndValidMetered,
        EndValidExpiring,
        EndNotFound,
        EndDisabled,
        EndFailure,
        Evict,
        EvictAll,
        Wait,
        WaitLong,
        Use,
        UseStale,
    }

    [Fact]
    public void No_answer_is_served_that_the_rules_forbid() =>
        Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 1], Gen.Int[0, 2]).Array[1, 60].Sample(Run, iter: 20_000);

    private static void Run((Act Act, int Key, int Call)[] steps)
    {
        var time = new FakeTimeProvider();
        var evictions = new EvictionStamps(time);
        var cache = new VerificationCache(Settings, evictions, time);
        var model = new Model(time);
        foreach (var (act, key, call) in steps)
        {
            switch (act)
            {
                case Act.Begin:
                    model.Begin(key, CallOrder.Next());
                    break;
                case Act.EndValid or Act.EndValidMetered or Act.EndValidExpiring or Act.EndNotFound or Act.EndDisabled or Act.EndFailure:
                    if (model.End(key, call, act) is { } ended)
                    {
                        cache.Keep(Keys[key], AnswerOf(act, key, time.GetUtcNow() + Life), VerificationRequirements.Empty, ended.Began, ended.BeganAt);
                    }

                    break;
                case Act.Evict:
                    evictions.Evict(IdOf(key));
                    model.Evict(key, CallOrder.Next());
                    break;
                case Act.EvictAll:
                    evictions.EvictAll();
                    model.Evict(null, CallOrder.Next());
                    break;
                case Act.Wait:
                    time.Advance(TimeSpan.FromSeconds(1));
                    break;
                case Act.WaitLong:
                    time.Advance(TimeSpan.FromSeconds(7));
                    break;
                case Act.Use:
                    Assert.True(model.Allows(key, cache.Find(Keys[key], VerificationRequirements.Empty)?.Outcome, Settings.Duration, Skew), Describe(steps));
                    break;
                case Act.UseStale:
                    Assert.True(model.Allows(key, cache.FindStale(Keys[key], VerificationRequirements.Empty)?.Outcome, Settings.StaleDuration, TimeSpan.Zero), Describe(steps));
                    break;
            }
        }
    }

    private static string Describe(IEnumerable<(Act, int, int)> steps) => string.Join(' ', steps);

    private static string IdOf(int key) => $"key_{key}";

    private static VerificationResponse AnswerOf(Act act, int key, DateTimeOffset expires)
    {
        var verifiedKey = new ApiKeyInfo(
            new VerifyKeyResult { KeyId = IdOf(key), Expires = act == Act.EndValidExpiring ? expires : null }, null);
        return act switch
        {
            Act.EndValid or Act.EndValidMetered or Act.EndValidExpiring => new VerificationResponse(new VerificationResult(VerificationOutcome.Valid) { Key = verifiedKey })
            {
                KeyId = IdOf(key),
                VerifiedKey = verifiedKey,
                IsStorable = true,
                IsMetered = act == Act.EndValidMetered,
            },
            Act.EndNotFound => new VerificationResponse(new VerificationResult(VerificationOutcome.NotFound)),
            Act.EndDisabled => new VerificationResponse(new VerificationResult(VerificationOutcome.Disabled)) { KeyId = IdOf(key) },
            _ => new VerificationResponse(new VerificationResult(VerificationOutcome.Unavailable) { HasNoResponse = true }),
        };
    }

    /// <summary>Remembers every answer and eviction, and looks the rules up in them.</summary>
    private sealed class Model(FakeTimeProvider time)
    {
        private readonly List<(int Key, long Began, long BeganAt)> _open = [];
        private readonly List<(int Key, long Began, long BeganAt, long EndedAt, Act Answer)> _ended = [];
        private readonly List<(int? Key, long Order, long At)> _evictions = [];

        public void Begin(int key, long order) => _open.Add((key, order, time.GetTimestamp()));

        public (long Began, long BeganAt)? End(int key, int call, Act answer)
        {
            var calls = _open.Where(open => open.Key == key).ToArray();
            if (calls.Length == 0)
            {
                return null;
            }

            var ended = calls[call % calls.Length];
            _open.Remove(ended);
            if (answer != Act.EndFailure)
            {
                _ended.Add((key, ended.Began, ended.BeganAt, time.GetTimestamp(), answer));
            }

            return (ended.Began, ended.BeganAt);
        }

        public void Evict(int? key, long order) => _evictions.Add((key, order, time.GetTimestamp()));

        /// <summary>Whether the newest answer about the key, by the beginning of its call, allows the verdict.</summary>
        public bool Allows(int key, VerificationOutcome? result, TimeSpan validFor, TimeSpan skew)
        {
            if (result is null)
            {
                return true;
            }

            var newest = _ended.Where(ended => ended.Key == key).MaxBy(ended => ended.Began);
            var isEvicted = _evictions.Any(eviction =>
                (eviction.Key is null || eviction.Key == key)
                && (eviction.Order > newest.Began
                    || time.GetElapsedTime(eviction.At, newest.EndedAt) is var lag && lag >= TimeSpan.Zero && lag < TimeSpan.FromSeconds(30)));
            var wasMetered = _ended.Any(ended => ended.Key == key && ended.Answer == Act.EndValidMetered
                && ended.EndedAt <= newest.EndedAt && IsLatestBefore(ended, key) && time.GetElapsedTime(ended.EndedAt, newest.EndedAt) < TimeSpan.FromMinutes(10));
            return result switch
            {
                VerificationOutcome.Valid => (newest.Answer == Act.EndValid
                    || (newest.Answer == Act.EndValidExpiring && time.GetElapsedTime(newest.EndedAt) + skew < Life))
                    && !wasMetered && !isEvicted && time.GetElapsedTime(newest.BeganAt) < validFor,

                // The service tells no id of a key that it does not find: only an eviction of all keys is known to concern it.
                VerificationOutcome.NotFound => newest.Answer == Act.EndNotFound
                    && !_evictions.Any(eviction => eviction.Key is null && eviction.Order > newest.Began)
                    && time.GetElapsedTime(newest.BeganAt) < Settings.UnknownDuration,
                _ => false,
            };
        }

        /// <summary>An answer that came after one whose call began later was not looked at.</summary>
        private bool IsLatestBefore((int Key, long Began, long BeganAt, long EndedAt, Act Answer) answer, int key) =>
            !_ended.TakeWhile(ended => ended != answer).Any(ended => ended.Key == key && ended.Began > answer.Began);
    }
}
