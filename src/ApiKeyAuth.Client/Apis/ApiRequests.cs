namespace ApiKeyAuth.Client;

/// <summary>Describes a new API.</summary>
public sealed class CreateApiRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the name, 3 to 256 characters.</summary>
    public required string Name { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Name);
}

/// <summary>Identifies the API to read.</summary>
public sealed class GetApiRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the API (<c>api_…</c>).</summary>
    public required string ApiId { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(ApiId);
}

/// <summary>Identifies the API to delete.</summary>
public sealed class DeleteApiRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the API (<c>api_…</c>).</summary>
    public required string ApiId { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(ApiId);
}
