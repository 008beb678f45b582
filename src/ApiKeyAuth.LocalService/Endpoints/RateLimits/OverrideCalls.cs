using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.RateLimiting;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.RateLimits;

/// <summary>Sets, reads, lists and deletes overrides of a namespace for single identifiers or patterns.</summary>
internal static class OverrideCalls
{
    private const int DefaultPageSize = 50;

    private static readonly Field NamespaceField = Required("namespace", Text(1, 512));
    private static readonly Field IdentifierField = Required("identifier", Text(1, 512));

    public static Endpoint Set { get; } = new(
        "ratelimit.setOverride",
        Object(NamespaceField, Required("duration", Integer(1000)), IdentifierField, Required("limit", Integer(0))),
        call => call.Write(transaction => Upsert(call, transaction)));

    public static Endpoint Get { get; } = new("ratelimit.getOverride", Object(NamespaceField, IdentifierField), call =>
    {
        var state = call.Store.Current;
        var @namespace = state.RequireNamespace(call.Body.Text("namespace"));
        var applied = state.ApplicableOverride(@namespace, call.Body.Text("identifier"));
        return applied is not null && call.Caller.HoldsOn("ratelimit", @namespace.Id, "read_override")
            ? new Response(ToData(applied))
            : throw NotFound();
    });

    public static Endpoint List { get; } = new(
        "ratelimit.listOverrides", Object(NamespaceField, Optional("cursor", Text()), SharedSchemas.Limit), call =>
        {
            var state = call.Store.Current;
            var @namespace = state.RequireNamespace(call.Body.Text("namespace"), evenDeleted: true);
            call.RequireOn("ratelimit", @namespace.Id, "read_override");
            var rows = state.OverridesOf(@namespace, call.Body.OptionalText("cursor"));
            return Response.Page(rows, call.Body.PageSize(DefaultPageSize), row => row.Id, page => page.Select(ToData).ToList());
        });

    public static Endpoint Delete { get; } = new(
        "ratelimit.deleteOverride", Object(NamespaceField, IdentifierField), call => call.Write(transaction =>
        {
            var @namespace = transaction.State.RequireNamespace(call.Body.Text("namespace"));
            call.RequireOn("ratelimit", @namespace.Id, "delete_override");
            var exact = transaction.State.ExactOverride(@namespace, call.Body.Text("identifier")) ?? throw NotFound();
            transaction.Put(exact with { IsDeleted = true });
            return Response.Empty;
        }));

    private static Response Upsert(Call call, Transaction transaction)
    {
        var @namespace = transaction.State.RequireNamespace(call.Body.Text("namespace"));
        call.RequireOn("ratelimit", @namespace.Id, "set_override");
        var identifier = call.Body.Text("identifier");
        var known = transaction.State.OverrideIds.TryGetValue((@namespace.Id, identifier), out var id)
            ? transaction.State.Overrides.Find(id)
            : null;
        var row = new Override(
            known?.Id ?? Identifier.New("rlor"),
            @namespace.Id,
            identifier,
            call.Body.Integer("limit"),
            call.Body.Integer("duration"),
            known?.IsDeleted ?? false);
        transaction.Put(row);
        return new Response(new OverrideIdData(row.Id));
    }

    private static OverrideData ToData(Override row) => new(row.Id, row.Identifier, row.Limit, row.Duration);

    private static ErrorResponseException NotFound() => new(ErrorType.OverrideNotFound, "There is no such override.");
}
