using ApiKeyAuth.Client;

namespace ApiKeyAuth;

/// <summary>What an endpoint asks of a verification.</summary>
/// <param name="Query">The permission query that goes along, so that a 403 costs nothing.</param>
/// <param name="Scope">What a key lacks that does not satisfy the query, where that can be said.</param>
/// <param name="Cost">Credits to spend; null is the service's default.</param>
internal sealed record VerificationPlan(PermissionQuery? Query = null, string? Scope = null, long? Cost = null)
{
    public static readonly VerificationPlan Empty = new();

    /// <summary>For requests that no endpoint will answer.</summary>
    public static readonly VerificationPlan Free = new(Cost: 0);

    /// <summary>Whether a key without credits and limits makes an answer that serves every other caller as well.</summary>
    public bool IsReusable => Cost is null;

    public VerifyKeyRequest RequestFor(string key) => new()
    {
        Key = key,
        Permissions = Query?.Text,
        Credits = Cost is { } cost ? new VerifyKeyCredits { Cost = cost } : null,
    };

    /// <summary>Whether both ask the service to count the same.</summary>
    public bool CountsAs(VerificationPlan other) => Cost == other.Cost;
}
