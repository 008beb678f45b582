namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>One verification of a key that was found.</summary>
/// <param name="RequestId">The id that its answer carried.</param>
/// <param name="Time">When the call came in, in Unix milliseconds.</param>
/// <param name="KeyspaceId">The keyspace of the API.</param>
/// <param name="ApiId">The API of the key.</param>
/// <param name="KeyId">The key.</param>
/// <param name="ExternalId">The external id of the key's identity.</param>
/// <param name="Outcome">The code of the verdict.</param>
/// <param name="Tags">The tags of the call.</param>
/// <param name="SpentCredits">What it cost.</param>
internal sealed record VerificationRow(
    string RequestId,
    long Time,
    string KeyspaceId,
    string ApiId,
    string KeyId,
    string? ExternalId,
    string Outcome,
    IReadOnlyList<string> Tags,
    long SpentCredits)
{
    /// <summary>From the arrival of the call to its answer, in milliseconds.</summary>
    public double Latency { get; init; }
}
