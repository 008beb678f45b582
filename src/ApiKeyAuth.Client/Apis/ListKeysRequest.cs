namespace ApiKeyAuth.Client;

/// <summary>Which keys to list.</summary>
public sealed record ListKeysRequest : IKeyServiceRequest
{
    /// <summary>The API whose keys are listed.</summary>
    public required string ApiId { get; init; }

    /// <summary>Keys on a page, 1 to 100. Default: 100.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page begins, from the page before. Default: at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only the keys of this external id. Default: all.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Whether the answer shows the texts of recoverable keys (<see cref="KeyDetails.Plaintext"/>). Default: false.</summary>
    public bool? Decrypt { get; init; }

    /// <summary>Whether the service shall read past its cache, which at present it does not. Default: false.</summary>
    public bool? RevalidateKeysCache { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(ApiId);
        TextRule.Any.CheckIfAny(Cursor);
        TextRule.Any.CheckIfAny(ExternalId);
    }
}
