using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Keys;

internal static class KeyspaceId
{
    /// <summary>The longest id that a verification can name.</summary>
    public const int MaxLength = 100;

    private const string ApiPrefix = "api_";

    /// <summary>
    /// The keyspace id of a new API. It follows from the API's id where it can, so that an API with a fixed id has the same one in every start.
    /// </summary>
    public static string New(string apiId, State state)
    {
        var id = "ks_" + (apiId.StartsWith(ApiPrefix, StringComparison.Ordinal) ? apiId[ApiPrefix.Length..] : apiId);
        return id.Length <= MaxLength && !state.ApiIdsByKeyspace.ContainsKey(id) ? id : Identifier.New("ks");
    }
}
