namespace ApiKeyAuth.Client;

/// <summary>A rate limit that a verification names.</summary>
public sealed class VerifyKeyRateLimit
{
    private const int ShortestMilliseconds = 1000;

    private static readonly TextRule NameRule = new(3, 255);

    /// <summary>Gets or sets the name of the limit, 3 to 255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Gets or sets the number of tokens to take, 0 or more. The default is null, for which the service uses 1.</summary>
    public long? Cost { get; init; }

    /// <summary>
    /// Gets or sets the number of tokens in a window, 1 or more. Only together with <see cref="Duration"/>; without them the key must have the
    /// limit.
    /// </summary>
    public long? Limit { get; init; }

    /// <summary>Gets or sets the length of the window, 1 s or more, sent in milliseconds. Only together with <see cref="Limit"/>.</summary>
    public TimeSpan? Duration { get; init; }

    internal static void Validate(IReadOnlyList<VerifyKeyRateLimit>? ratelimits)
    {
        for (var i = 0; i < ratelimits?.Count; i++)
        {
            var at = new ArgumentPath("RateLimits", i);
            Rule.Required(ratelimits[i], at, "").Validate(at);
        }

        Rule.Distinct(ratelimits, limit => limit.Name, StringComparer.Ordinal, name: "RateLimits");
    }

    /// <summary>A limit that the service's limiter cannot use would switch off every limit of the call, those of the key included.</summary>
    private void Validate(ArgumentPath at)
    {
        NameRule.Check(Name, at);
        Rule.InRange(Cost, 0, at: at);
        Rule.InRange(Limit, 1, at: at);
        Rule.Milliseconds(Duration, ShortestMilliseconds, at: at);
        if (Limit is null != Duration is null)
        {
            throw new ArgumentException(
                "Limit and duration must be given together: the service ignores either alone.", at.Of(Limit is null ? nameof(Limit) : nameof(Duration)));
        }
    }
}
