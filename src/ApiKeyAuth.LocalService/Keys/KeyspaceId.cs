using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Keys;

internal static class KeyspaceId
{
    /// <summary>The maximum length of an id in a verification request.</summary>
    public const int MaxLength = 100;

    private const string ApiPrefix = "api_";

    /// <summary>
    /// Returns the keyspace id of a new API. It is derived from the API's id if possible, so that an API with a fixed id has the same one
    /// at each start.
    /// </summary>
    public static string New(string apiId, State state)
    {
        var id = "ks_" + (apiId.StartsWith(ApiPrefix, StringComparison.Ordinal) ? apiId[ApiPrefix.Length..] : apiId);
        return id.Length <= MaxLength && !state.ApiIdsByKeyspace.ContainsKey(id) ? id : Identifier.New("ks");
    }
}
