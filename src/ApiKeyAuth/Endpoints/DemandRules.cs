namespace ApiKeyAuth;

/// <summary>What the service accepts; a single bad limit would make it drop all limits of the call.</summary>
internal static class DemandRules
{
    public const long MaxCost = 1_000_000_000_000;

    private const int ShortestDuration = 1000;
    private const int MaxTags = 17;

    public static IEnumerable<string> Check(CreditCostAttribute? cost, ApiKeyRateLimitAttribute[] limits, string[] tags)
    {
        if (cost is not null && !IsCost(cost.Cost))
        {
            yield return $"The credit cost is {cost.Cost}. Set 0 up to {MaxCost}.";
        }

        foreach (var problem in limits.SelectMany(CheckLimit))
        {
            yield return problem;
        }

        if (limits.Count(limit => limit.FallbackLimit > 0) > 1)
        {
            yield return "Several rate limits have a fallback. Keep one: the service does not tell which limit a key lacks.";
        }

        if (tags.Length > MaxTags)
        {
            yield return $"There are {tags.Length} tags. Set at most {MaxTags}.";
        }

        if (tags.Any(tag => tag is not { Length: >= 1 and <= 512 }))
        {
            yield return "A tag is empty or too long. Set tags of 1 to 512 characters.";
        }
    }

    public static bool IsCost(long cost) => cost is >= 0 and <= MaxCost;

    private static IEnumerable<string> CheckLimit(ApiKeyRateLimitAttribute limit)
    {
        if (limit.Name is not { Length: >= 3 and <= 255 })
        {
            yield return $"The rate limit '{limit.Name}' has a name of {limit.Name?.Length ?? 0} characters. Set 3 to 255.";
        }

        if (!IsCost(limit.Cost))
        {
            yield return $"The cost of the rate limit '{limit.Name}' is {limit.Cost}. Set 0 up to {MaxCost}.";
        }

        if (!IsWindow(limit.Limit, limit.DurationMilliseconds))
        {
            yield return $"The rate limit '{limit.Name}' is {limit.Limit} in {limit.DurationMilliseconds} ms. "
                + $"Set a limit of 1 or more together with a duration of {ShortestDuration} ms or more, or neither.";
        }

        if (!IsWindow(limit.FallbackLimit, limit.FallbackDurationMilliseconds))
        {
            yield return $"The fallback of the rate limit '{limit.Name}' is {limit.FallbackLimit} in {limit.FallbackDurationMilliseconds} ms. "
                + $"Set a limit of 1 or more together with a duration of {ShortestDuration} ms or more, or neither.";
        }
    }

    private static bool IsWindow(long limit, long duration) => (limit, duration) is (0, 0) or ( > 0, >= ShortestDuration);
}
