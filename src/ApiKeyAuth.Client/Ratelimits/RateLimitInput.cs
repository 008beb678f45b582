namespace ApiKeyAuth.Client;

/// <summary>A rate limit that a key or an identity shall have.</summary>
public sealed class RateLimitInput
{
    private const int MostLimits = 50;
    private const int ShortestMilliseconds = 1000;

    /// <summary>The name of the limit, 3 to 128 characters, once in a list.</summary>
    public required string Name { get; init; }

    /// <summary>Tokens in a window, 1 or more.</summary>
    public required long Limit { get; init; }

    /// <summary>The length of the window, 1 s or more, sent in milliseconds.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether every verification takes a token of it without naming it. Default: false.</summary>
    public bool AutoApply { get; init; }

    internal static void Validate(IReadOnlyList<RateLimitInput>? ratelimits, ArgumentPath at)
    {
        Rule.CountIfAny(ratelimits, MostLimits, at, "RateLimits");
        for (var i = 0; i < ratelimits?.Count; i++)
        {
            Rule.Required(ratelimits[i], at.At("RateLimits", i), "").Validate(at.At("RateLimits", i));
        }

        Rule.Distinct(ratelimits, limit => limit.Name, StringComparer.Ordinal, at, "RateLimits");
    }

    private void Validate(ArgumentPath at)
    {
        TextRule.LimitName.Check(Name, at);
        Rule.InRange(Limit, 1, at: at);
        Rule.Milliseconds(Duration, ShortestMilliseconds, at: at);
    }
}
