using ApiKeyAuth.Client;
using static System.FormattableString;

namespace ApiKeyAuth;

/// <summary>Checks the values that the key service accepts: with a single invalid limit it drops all limits of the call.</summary>
internal static class EndpointRequirementsRules
{
    public const long MaxCost = 1_000_000_000_000;

    private const int ShortestDuration = 1000;

    // The key service accepts 20: three are reserved for ApiKeyOptions.EndpointTags.
    private const int MaxTags = 17;

    public static IEnumerable<string> Check(CreditCostAttribute? cost, ApiKeyRateLimitAttribute[] limits, string[] tags)
    {
        if (cost is not null && !IsCost(cost.Cost))
        {
            yield return Invariant($"The credit cost is {cost.Cost}. Set 0 up to {MaxCost}.");
        }

        foreach (var problem in limits.SelectMany(CheckLimit))
        {
            yield return problem;
        }

        if (limits.Count(limit => limit.FallbackLimit > 0) > 1)
        {
            yield return "Several rate limits have a fallback. Keep one: the key service does not return which limit a key lacks.";
        }

        if (tags.Length > MaxTags)
        {
            yield return $"There are {tags.Length} tags. Set at most {MaxTags}.";
        }

        if (tags.Any(tag => LengthOf(tag) is not (>= 1 and <= EndpointTags.MaxLength)))
        {
            yield return $"A tag is empty or too long. Set tags of 1 to {EndpointTags.MaxLength} characters.";
        }
    }

    public static bool IsCost(long cost) => cost is >= 0 and <= MaxCost;

    private static IEnumerable<string> CheckLimit(ApiKeyRateLimitAttribute limit)
    {
        if (LengthOf(limit.Name) is not (>= 3 and <= 255))
        {
            yield return $"The rate limit '{limit.Name}' has a name of {LengthOf(limit.Name)} characters. Set 3 to 255.";
        }

        if (!IsCost(limit.Cost))
        {
            yield return Invariant($"The cost of the rate limit '{limit.Name}' is {limit.Cost}. Set 0 up to {MaxCost}.");
        }

        if ((limit.IsInline || limit is not { Limit: 0, DurationMilliseconds: 0 }) && !IsWindow(limit.Limit, limit.DurationMilliseconds))
        {
            yield return Invariant($"The rate limit '{limit.Name}' is {limit.Limit} in {limit.DurationMilliseconds} ms. ")
                + $"Set a limit of 1 or more together with a duration of {ShortestDuration} ms or more, or neither.";
        }

        if (limit is { Limit: not 0, FallbackLimit: not 0 })
        {
            yield return $"The rate limit '{limit.Name}' has a limit of its own and a fallback. "
                + "Keep one: with the first, keys need not have it.";
        }

        if (limit is not { FallbackLimit: 0, FallbackDurationMilliseconds: 0 } && !IsWindow(limit.FallbackLimit, limit.FallbackDurationMilliseconds))
        {
            yield return Invariant($"The fallback of the rate limit '{limit.Name}' is {limit.FallbackLimit} in {limit.FallbackDurationMilliseconds} ms. ")
                + $"Set a limit of 1 or more together with a duration of {ShortestDuration} ms or more, or neither.";
        }
    }

    private static bool IsWindow(long limit, long duration) => limit > 0 && duration >= ShortestDuration;

    private static int LengthOf(string? text) => text is null ? 0 : TextRule.CodePoints(text) ?? 0;
}
