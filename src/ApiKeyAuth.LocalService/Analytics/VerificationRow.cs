namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>A verification of a key that was found.</summary>
/// <param name="RequestId">The request id of the response.</param>
/// <param name="Time">When the call was received, in Unix milliseconds.</param>
/// <param name="KeyspaceId">The id of the API's keyspace.</param>
/// <param name="ApiId">The id of the key's API.</param>
/// <param name="KeyId">The id of the key.</param>
/// <param name="ExternalId">The external id of the key's identity.</param>
/// <param name="Outcome">The code of the result.</param>
/// <param name="Tags">The tags of the call.</param>
/// <param name="ChargedCredits">The number of credits that were charged.</param>
internal sealed record VerificationRow(
    string RequestId,
    long Time,
    string KeyspaceId,
    string ApiId,
    string KeyId,
    string? ExternalId,
    string Outcome,
    IReadOnlyList<string> Tags,
    long ChargedCredits)
{
    /// <summary>The time from receiving the call to its result, in milliseconds.</summary>
    public double Latency { get; init; }
}
