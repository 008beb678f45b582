using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>A successful response. Without data the envelope has no <c>data</c> member.</summary>
internal readonly record struct Response(object? Data, PaginationData? Pagination = null)
{
    /// <summary>An object without members, for calls without a result.</summary>
    public static Response Empty { get; } = new(new EmptyData());

    public static Response WithoutData { get; }

    /// <summary>Returns a page: the rows up to the limit, and the id of the next row as the cursor.</summary>
    public static Response Page<T>(IEnumerable<T> rows, int limit, Func<T, string> id, Func<IEnumerable<T>, object> data)
    {
        var taken = rows.Take(limit + 1).ToList();
        var more = taken.Count > limit;
        return new Response(data(taken.Take(limit)), new PaginationData(more, more ? id(taken[limit]) : null));
    }
}
