using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>What the metadata of an endpoint requires of verifications, merged once.</summary>
internal sealed class EndpointRequirements
{
    public static readonly EndpointRequirements None = new(EndpointMetadataCollection.Empty);

    /// <summary>The requirements of requests that no code of the app handles.</summary>
    public static readonly EndpointRequirements OfRejection = new(EndpointMetadataCollection.Empty);

    private readonly ConditionalWeakTable<AuthorizationPolicy, SchemeRequirements> _requirements = [];
    private readonly ICreditCost? _cost;
    private readonly ApiKeyRateLimitAttribute[] _limits;
    private readonly string[] _tags;
    private readonly bool _isUncached;

    public EndpointRequirements(EndpointMetadataCollection metadata)
    {
        _cost = metadata.GetMetadata<ICreditCost>();
        _limits = [.. metadata.GetOrderedMetadata<ApiKeyRateLimitAttribute>().GroupBy(limit => limit.Name, StringComparer.Ordinal).Select(same => same.Last())];
        _tags = [.. metadata.GetOrderedMetadata<ApiKeyTagsAttribute>().SelectMany(tags => tags.Tags).Distinct(StringComparer.Ordinal)];
        _isUncached = metadata.GetMetadata<RequireUncachedVerificationAttribute>() is not null;
        Problems = [.. EndpointRequirementsRules.Check(_cost as CreditCostAttribute, _limits, _tags)];
        AllowsQuery = metadata.GetMetadata<ApiKeyFromQueryAttribute>() is not null;
        IsHub = HubEndpoint.IsConnection(metadata);
        TakesKey = ApiKeyParameters.Of(metadata).Any(parameter => !parameter.IsOptional);
        DependsOnRequest = Problems.Count == 0 && (IsHub || _cost is CreditCostOfRequest || _limits.Any(limit => limit.CostOfRequest is not null));
    }

    /// <summary>The values that the key service does not accept.</summary>
    public IReadOnlyList<string> Problems { get; }

    public string? Problem => Problems.Count > 0 ? string.Join(' ', Problems) : null;

    /// <summary>Whether the query string may contain the key.</summary>
    public bool AllowsQuery { get; }

    /// <summary>Whether each request must complete the requirements: see <see cref="RequestRequirements"/>.</summary>
    public bool DependsOnRequest { get; }

    public bool IsHub { get; }

    /// <summary>Whether the handler requires a verified key.</summary>
    public bool TakesKey { get; }

    public Func<HttpContext, ValueTask<long>>? CostOfRequest => (_cost as CreditCostOfRequest)?.Cost;

    public IReadOnlyList<ApiKeyRateLimitAttribute> Limits => _limits;

    public SchemeRequirements RequirementsFor(AuthorizationPolicy policy) => this == OfRejection ? SchemeRequirements.Free : _requirements.GetValue(policy, key => new SchemeRequirements(key, this));

    /// <summary>
    /// Returns the parts that need an API key, in words. A scheme that verifies every key serves some of them without a policy.
    /// </summary>
    public IEnumerable<string> Needs(bool isEager)
    {
        if (_cost is not null)
        {
            yield return "a credit cost";
        }

        foreach (var limit in _limits)
        {
            yield return $"the rate limit '{limit.Name}'";
        }

        if (_tags.Length > 0)
        {
            yield return "tags of verifications";
        }

        if (_isUncached)
        {
            yield return "an uncached verification";
        }

        if (AllowsQuery && !isEager)
        {
            yield return "a key from the query string";
        }
    }

    public VerificationRequirements AddTo(VerificationRequirements permissions) => permissions with
    {
        Cost = (_cost as CreditCostAttribute)?.Cost is { } cost ? OtherThanDefault(cost) : null,
        Limits = [.. _limits.Select(Planned)],
        Tags = _tags,
        RequiresUncached = _isUncached,
    };

    /// <summary>The default cost of the key service is 1, and a default verification may be cached.</summary>
    public static long? OtherThanDefault(long cost) => cost == 1 ? null : cost;

    private static RequiredRateLimit Planned(ApiKeyRateLimitAttribute limit)
    {
        var planned = new RequiredRateLimit(limit.Name, OtherThanDefault(limit.Cost));
        return limit switch
        {
            { Limit: > 0 } => planned with { Limit = limit.Limit, Duration = TimeSpan.FromMilliseconds(limit.DurationMilliseconds) },
            { FallbackLimit: > 0 } => planned with
            {
                Fallback = planned with { Limit = limit.FallbackLimit, Duration = TimeSpan.FromMilliseconds(limit.FallbackDurationMilliseconds) },
            },
            _ => planned,
        };
    }
}
