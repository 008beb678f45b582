using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class KeyServicePage<T> : KeyServiceResponse
    where T : class
{
    /// <summary>The items of the page, in the order of their ids.</summary>
    [JsonRequired]
    public IReadOnlyList<T> Data { get; init; } = [];

    /// <summary>Whether there is a next page, and its cursor.</summary>
    [JsonRequired]
    public KeyServicePagination Pagination { get; init; } = new();
}

/// <summary>Where the next page of a list begins.</summary>
public sealed class KeyServicePagination
{
    /// <summary>Whether there is a next page.</summary>
    [JsonRequired]
    public bool HasMore { get; init; }

    /// <summary>The cursor to ask for the next page with; absent on the last one.</summary>
    public string? Cursor { get; init; }
}
