using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Editing;

/// <summary>Lookups that fail the call if nothing is found.</summary>
internal static class Lookups
{
    public static Key RequireKey(this State state, string id) =>
        state.LiveKey(id) ?? throw new ErrorResponseException(ErrorType.KeyNotFound, "There is no such key.");

    public static Api RequireApi(this State state, string id) => state.LiveApi(id) ?? throw ApiNotFound();

    /// <summary>
    /// The error is the same for a caller who has no permission on the API, so that it does not reveal that the API exists.
    /// </summary>
    public static ErrorResponseException ApiNotFound() => new(ErrorType.ApiNotFound, "There is no such API.");

    /// <summary>The service stores no plain text, so no key can be recovered.</summary>
    public static void RejectRecovery(bool isRecoverable)
    {
        if (isRecoverable)
        {
            throw new ErrorResponseException(ErrorType.PreconditionFailed, "This service stores no keys that can be read back.");
        }
    }
}
