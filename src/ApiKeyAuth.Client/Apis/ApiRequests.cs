namespace ApiKeyAuth.Client;

/// <summary>What a new API is called.</summary>
public sealed class CreateApiRequest
{
    /// <summary>The name, 3 to 256 characters.</summary>
    public required string Name { get; init; }
}

/// <summary>A new API.</summary>
public sealed class CreateApiResult
{
    /// <summary>The id of the API (<c>api_…</c>).</summary>
    public string ApiId { get; init; } = "";
}

/// <summary>Which keys to list.</summary>
public sealed class ListKeysRequest
{
    /// <summary>The API whose keys are listed.</summary>
    public required string ApiId { get; init; }

    /// <summary>Keys on a page, 1 to 100. Default: 100.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page begins, from the page before. Default: at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only the keys of this external id. Default: all.</summary>
    public string? ExternalId { get; init; }
}
