using ApiKeyAuth.Client;
using Microsoft.Extensions.Options;
using static System.FormattableString;

namespace ApiKeyAuth;

internal sealed class ApiKeyOptionsValidator(IServiceProvider services) : IValidateOptions<ApiKeyOptions>
{
    private const int MaxCapacity = 1_000_000;

    // The circuit breaker itself rejects shorter durations.
    private static readonly TimeSpan ShortestBreak = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan LongestTotal = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, ApiKeyOptions options)
    {
        if (DocumentGeneration.IsRunning)
        {
            return ValidateOptionsResult.Skip;
        }

        var path = ApiKeyConfigureOptions.PathOf(name);
        List<string> failures =
        [
            .. options.ConfigurationErrors,
            .. ConnectionRules.Check(
                path, options.BaseAddress, options.RootKey, options.AttemptTimeout, options.TotalTimeout, LongestTotal,
                options.AllowInsecureBaseAddress, ServiceDiscoveryHandler.IsRegistered(services)),
        ];
        if (UnknownSetting.Check(path, options.UnknownSettings, options.IgnoredSettings) is { } unknown)
        {
            failures.Insert(0, unknown);
        }

        if (options.Realm is { } realm && realm.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            failures.Add($"{path}:Realm is '{realm}'. Set printable ASCII characters only: it is sent in a header.");
        }

        failures.AddRange(RequestRules.Check(path, options));
        failures.AddRange(KeyspaceRules.Check(path, options.Keyspaces));
        CheckDuration(nameof(options.CacheDuration), options.CacheDuration, TimeSpan.FromMinutes(5));
        CheckDuration(nameof(options.UnknownKeyCacheDuration), options.UnknownKeyCacheDuration, TimeSpan.FromMinutes(1));
        CheckDuration(nameof(options.RateLimitedCacheDuration), options.RateLimitedCacheDuration, TimeSpan.FromSeconds(1));
        CheckDuration(nameof(options.StaleDuration), options.StaleDuration, TimeSpan.FromMinutes(10));
        CheckRange(nameof(options.CircuitBreakerFailureRatio), options.CircuitBreakerFailureRatio, 0.01, 1);
        CheckRange(nameof(options.CircuitBreakerMinimumThroughput), options.CircuitBreakerMinimumThroughput, 2, 10_000);
        CheckRange(nameof(options.CircuitBreakerSamplingDuration), options.CircuitBreakerSamplingDuration, ShortestBreak, LongestTotal);
        CheckRange(nameof(options.CircuitBreakDuration), options.CircuitBreakDuration, ShortestBreak, LongestTotal);
        CheckRange(nameof(options.MaxConcurrentVerifications), options.MaxConcurrentVerifications, 1, 100_000);
        CheckCapacity(nameof(options.CacheCapacity), options.CacheCapacity);
        CheckCapacity(nameof(options.UnknownKeyCacheCapacity), options.UnknownKeyCacheCapacity);
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

        void CheckRange<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            // NaN compares as less than every number.
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                failures.Add(Invariant($"{path}:{setting} is {value}. Set a value of {least} up to {most}."));
            }
        }

        void CheckDuration(string setting, TimeSpan value, TimeSpan longest)
        {
            if (value < TimeSpan.Zero || value > longest)
            {
                failures.Add($"{path}:{setting} is {value}. Set a duration of 0 (off) up to {longest}.");
            }
        }

        void CheckCapacity(string setting, int value)
        {
            if (value is < 0 or > MaxCapacity)
            {
                failures.Add(Invariant($"{path}:{setting} is {value}. Set a number of 0 (off) up to {MaxCapacity}."));
            }
        }
    }
}
