namespace ApiKeyAuth.Client;

/// <summary>Which keys to list.</summary>
public sealed record ListKeysRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the API whose keys are listed.</summary>
    public required string ApiId { get; init; }

    /// <summary>Gets or sets the number of keys on a page, 1 to 100. The default is null, for which the service uses 100.</summary>
    public int? Limit { get; init; }

    /// <summary>Gets or sets the cursor of the page, from the page before. The default is null: the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>Gets or sets the external id whose keys are listed. The default is null: no filter.</summary>
    public string? ExternalId { get; init; }

    /// <summary>
    /// Gets or sets a value that indicates whether the response contains the texts of recoverable keys (<see cref="KeyDetails.Plaintext"/>). The
    /// default is null, for which the service uses false.
    /// </summary>
    public bool? Decrypt { get; init; }

    /// <summary>
    /// Gets or sets a value that indicates whether the service bypasses its cache. It currently ignores this. The default is null, for which the
    /// service uses false.
    /// </summary>
    public bool? RevalidateKeysCache { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(ApiId);
        TextRule.Any.CheckIfAny(Cursor);
        TextRule.Any.CheckIfAny(ExternalId);
    }
}
