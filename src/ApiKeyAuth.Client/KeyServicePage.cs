using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class KeyServicePage<T> : KeyServiceResponse
    where T : class
{
    /// <summary>Gets the items of the page, in the order of their ids.</summary>
    [JsonRequired]
    public IReadOnlyList<T> Data { get; init; } = [];

    /// <summary>Gets the position of the next page.</summary>
    [JsonRequired]
    public KeyServicePagination Pagination { get; init; } = new();
}

/// <summary>The position of the next page of a list.</summary>
public sealed class KeyServicePagination
{
    /// <summary>Gets a value that indicates whether there is a next page.</summary>
    [JsonRequired]
    public bool HasMore { get; init; }

    /// <summary>Gets the cursor of the next page. Null on the last page.</summary>
    public string? Cursor { get; init; }
}
