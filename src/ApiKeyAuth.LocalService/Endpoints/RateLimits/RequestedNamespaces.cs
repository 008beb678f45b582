using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Endpoints.RateLimits;

internal static class RequestedNamespaces
{
    /// <summary>
    /// Finds the namespaces of a call and creates missing ones, which remain even if the call itself is rejected. The order of the two
    /// checks of a found namespace, deletion and permission, differs between the calls.
    /// </summary>
    public static IReadOnlyList<Namespace> Open(Call call, IReadOnlyList<string> names, bool goneFirst)
    {
        var found = call.Write(transaction => names.Select(name => FindOrCreate(call, transaction, name)).ToList());
        if (goneFirst)
        {
            RejectGone(found);
        }

        foreach (var @namespace in found)
        {
            call.RequireOn("ratelimit", @namespace.Id, "limit");
        }

        RejectGone(found);
        return found;
    }

    private static Namespace FindOrCreate(Call call, Transaction transaction, string idOrName)
    {
        if (transaction.State.NamespaceByIdOrName(idOrName) is { } known)
        {
            return known;
        }

        call.Require("ratelimit.*.create_namespace");
        var created = new Namespace(Identifier.New("rlns"), idOrName, IsDeleted: false);
        transaction.Put(created);
        return created;
    }

    private static void RejectGone(List<Namespace> namespaces)
    {
        if (namespaces.Exists(@namespace => @namespace.IsDeleted))
        {
            throw new ErrorResponseException(ErrorType.NamespaceGone, "The namespace was deleted.");
        }
    }
}
