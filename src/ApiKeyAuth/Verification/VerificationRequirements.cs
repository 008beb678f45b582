using ApiKeyAuth.Client;

namespace ApiKeyAuth;

/// <summary>What an endpoint asks of a verification.</summary>
/// <param name="Query">The permission query that goes along, so that a 403 costs nothing.</param>
/// <param name="Scope">What a key lacks that does not satisfy the query, where that can be said.</param>
/// <param name="Cost">Credits to spend; null is the service's default.</param>
internal sealed record VerificationRequirements(PermissionQuery? Query = null, string? Scope = null, long? Cost = null)
{
    public static readonly VerificationRequirements Empty = new();

    /// <summary>For requests that no endpoint will answer.</summary>
    public static readonly VerificationRequirements Free = new(Cost: 0);

    /// <summary>The rate limits to count on, beside those that the key applies by itself.</summary>
    public IReadOnlyList<RequiredRateLimit> Limits { get; init; } = [];

    /// <summary>Labels for the service's analytics; without effect on the answer.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether no earlier answer will do.</summary>
    public bool RequiresUncached { get; init; }

    /// <summary>Whether an answer that was given to another caller will do.</summary>
    public bool IsReusable => Cost is null && Limits.Count == 0 && !RequiresUncached;

    /// <summary>What the service counts, without what is particular to a request.</summary>
    public VerificationRequirements Counted() => new(Cost: Cost) { Limits = Limits };

    /// <summary>The plan for a key that lacks a limit that this one names. Null: nothing may stand in.</summary>
    public VerificationRequirements? WithFallback() => Limits.Any(limit => limit.Fallback is not null)
        ? this with { Limits = [.. Limits.Select(limit => limit.Fallback ?? limit)] }
        : null;

    public string LimitNames(Func<RequiredRateLimit, bool> which) => string.Join(", ", Limits.Where(which).Select(limit => limit.Name));

    public VerifyKeyRequest RequestFor(string key, bool isAccepted = false, IReadOnlyList<string>? keyspaces = null) => new()
    {
        Key = key,
        IsAcceptedKey = isAccepted,
        Permissions = Query?.Text,
        Credits = Cost is { } cost ? new VerifyKeyCredits { Cost = cost } : null,
        RateLimits = Limits.Count > 0 ? [.. Limits.Select(limit => limit.ToRequest())] : null,
        Tags = Tags.Count > 0 ? Tags : null,
        Keyspaces = keyspaces,
    };

    /// <summary>Whether both ask the service to count the same.</summary>
    public bool CountsAs(VerificationRequirements other) =>
        Cost == other.Cost && (ReferenceEquals(Limits, other.Limits) || Limits.SequenceEqual(other.Limits));
}
