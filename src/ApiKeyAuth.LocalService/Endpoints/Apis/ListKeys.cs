using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Apis;

internal static class ListKeys
{
    public static Endpoint Endpoint { get; } = new(
        "apis.listKeys",
        Object(
            Required("apiId", Text(1)),
            SharedSchemas.Limit,
            Optional("cursor", Text()),
            Optional("externalId", Text(1)),
            SharedSchemas.Decrypt,
            Optional("revalidateKeysCache", Boolean())),
        Handle);

    private static Response Handle(Call call)
    {
        var state = call.Store.Current;
        var api = state.RequireApi(call.Body.Text("apiId"));
        if (!call.HoldsOnKey(KeyAction.Read, state, api.Id) || !call.Caller.HoldsOn("api", api.Id, "read_api"))
        {
            throw Lookups.ApiNotFound();
        }

        Lookups.RejectRecovery(call.Body.Flag("decrypt"));
        var rows = state.KeyIdsByApi.IdsOf(api.Id)
            .StartingAt(call.Body.OptionalText("cursor"))
            .Select(id => state.Keys.Find(id)!)
            .Where(key => !key.IsDeleted && IsOwnedBy(state, key, call.Body.OptionalText("externalId")));
        return Response.Page(rows, call.Body.PageSize(), key => key.Id, page => page.Select(key => ToData(state, key)).ToList());
    }

    private static bool IsOwnedBy(State state, Key key, string? externalId) =>
        externalId is null || state.LiveIdentity(key.IdentityId)?.ExternalId == externalId;

    /// <summary>Only listings show a deleted identity, with its id only.</summary>
    private static KeyData ToData(State state, Key key)
    {
        var data = state.ToData(key);
        return key.IdentityId is { } id && data.Identity is null
            ? data with { Identity = new IdentityData(id, ExternalId: string.Empty, Meta: null, RateLimits: null) }
            : data;
    }
}
