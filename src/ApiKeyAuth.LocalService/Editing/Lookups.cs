using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Editing;

/// <summary>Lookups that end the call where nothing is found.</summary>
internal static class Lookups
{
    public static Key RequireKey(this State state, string id) =>
        state.LiveKey(id) ?? throw new ErrorResponseException(ErrorType.KeyNotFound, "There is no such key.");

    public static Api RequireApi(this State state, string id) => state.LiveApi(id) ?? throw ApiNotFound();

    /// <summary>Also the answer to a caller who may not know of the API.</summary>
    public static ErrorResponseException ApiNotFound() => new(ErrorType.ApiNotFound, "There is no such API.");

    /// <summary>The service keeps no plain text, so nothing can be stored to be read back.</summary>
    public static void RefuseRecovery(bool asked)
    {
        if (asked)
        {
            throw new ErrorResponseException(ErrorType.PreconditionFailed, "This service stores no keys that can be read back.");
        }
    }
}
