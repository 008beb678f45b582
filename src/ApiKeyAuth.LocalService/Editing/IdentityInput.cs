using System.Text.Json;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Editing;

internal static class IdentityInput
{
    private const int MetaCap = 1024 * 1024;

    public static JsonElement? Meta(JsonElement? input)
    {
        var meta = MetaText.Copy(input, out var length);
        return length <= MetaCap ? meta : throw ErrorResponseException.Invalid("The metadata of the identity is longer than 1 MiB.");
    }

    /// <summary>Only the update of an identity rejects a name that is listed twice.</summary>
    public static void RejectRepeatedLimits(JsonElement? input)
    {
        var names = input is null ? [] : input.Value.EnumerateArray().Select(item => item.Text("name")).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            throw ErrorResponseException.Invalid("A rate limit is listed more than once.");
        }
    }

    public static Identity Require(this State state, string idOrExternalId) =>
        state.LiveIdentity(idOrExternalId) ?? state.IdentityByExternalId(idOrExternalId)
        ?? throw new ErrorResponseException(ErrorType.IdentityNotFound, "There is no such identity.");
}
