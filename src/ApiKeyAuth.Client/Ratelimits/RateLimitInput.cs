namespace ApiKeyAuth.Client;

/// <summary>Describes a rate limit of a key or an identity.</summary>
public sealed class RateLimitInput
{
    /// <summary>Gets or sets the name of the limit, 3 to 128 characters, once in a list.</summary>
    public required string Name { get; init; }

    /// <summary>Gets or sets the number of tokens in a window, 1 or more.</summary>
    public required long Limit { get; init; }

    /// <summary>Gets or sets the length of the window, 1 s or more, sent in milliseconds.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Gets or sets a value that indicates whether every verification takes a token of it without naming it. The default is false.</summary>
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
