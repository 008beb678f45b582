namespace ApiKeyAuth.Client;

/// <summary>A rate limit that a key or an identity shall have.</summary>
public sealed class RateLimitInput
{
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
        for (var i = 0; i < ratelimits?.Count; i++)
        {
            TextRule.Any.Check(Rule.Required(ratelimits[i], at.At("RateLimits", i), "").Name, at.At("RateLimits", i), "Name");
        }

        Rule.Distinct(ratelimits, limit => limit.Name, StringComparer.Ordinal, at, "RateLimits");
    }
}
