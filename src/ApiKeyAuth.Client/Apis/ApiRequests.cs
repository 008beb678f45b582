namespace ApiKeyAuth.Client;

/// <summary>What a new API is called.</summary>
public sealed class CreateApiRequest : IKeyServiceRequest
{
    /// <summary>The name, 3 to 256 characters.</summary>
    public required string Name { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Name);
}

/// <summary>Names the API to read.</summary>
public sealed class GetApiRequest : IKeyServiceRequest
{
    /// <summary>The id of the API (<c>api_…</c>).</summary>
    public required string ApiId { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(ApiId);
}

/// <summary>Names the API to delete.</summary>
public sealed class DeleteApiRequest : IKeyServiceRequest
{
    /// <summary>The id of the API (<c>api_…</c>).</summary>
    public required string ApiId { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(ApiId);
}
