namespace ApiKeyAuth.Client;

/// <summary>Describes a query of the recorded verifications.</summary>
public sealed class GetVerificationsRequest : IKeyServiceRequest
{
    /// <summary>
    /// Gets or sets the query, one SELECT statement, at most 16,384 bytes of UTF-8, on the tables <c>key_verifications_v1</c> and its aggregates.
    /// </summary>
    public required string Query { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Query);
}
