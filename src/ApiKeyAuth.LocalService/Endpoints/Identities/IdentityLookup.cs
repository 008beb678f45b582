using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Identities;

/// <summary>Reads, lists and deletes identities, by id or external id.</summary>
internal static class IdentityLookup
{
    public static Endpoint Get { get; } = new(
        "identities.getIdentity", Object(Required("identity", Text(1))), call =>
        {
            var identity = call.Store.Current.Require(call.Body.Text("identity"));
            call.RequireOn("identity", identity.Id, "read_identity");
            return new Response(identity.ToData());
        });

    /// <summary>The keys of the identity remain linked to the deleted identity.</summary>
    public static Endpoint Delete { get; } = new(
        "identities.deleteIdentity", Object(Required("identity", Text(1))), call => call.Write(transaction =>
        {
            call.Require("identity.*.delete_identity");
            transaction.Put(transaction.State.Require(call.Body.Text("identity")) with { IsDeleted = true });
            return Response.WithoutData;
        }));

    public static Endpoint List { get; } = new(
        "identities.listIdentities", Object(SharedSchemas.Limit, Optional("cursor", Text()), Optional("search", Text(0, 256))), call =>
        {
            var search = call.Body.OptionalText("search")?.Trim() ?? string.Empty;
            var rows = call.Store.Current.Identities.From(call.Body.OptionalText("cursor"))
                .Where(identity => !identity.IsDeleted
                    && (Collation.Contains(identity.Id, search) || Collation.Contains(identity.ExternalId, search)));
            return Response.Page(rows, call.Body.PageSize(), identity => identity.Id, page => page.Select(Readable).ToList());

            // The permission is checked for each returned row, so an empty page needs none.
            IdentityData Readable(Identity identity)
            {
                call.RequireOn("identity", identity.Id, "read_identity");
                return identity.ToData();
            }
        });
}
