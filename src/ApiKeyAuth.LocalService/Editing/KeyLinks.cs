using System.Collections.Immutable;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Editing;

/// <summary>The common part of the calls that change the permissions or roles of a key.</summary>
internal static class KeyLinks
{
    public static Response Change(Call call, string[] alsoNeeded, Func<Transaction, Key, Key> change, Func<State, Key, object> data) =>
        call.Write(transaction =>
        {
            var key = transaction.State.RequireKey(call.Body.Text("keyId"));
            if (!call.Caller.HoldsByName(KeyAction.Update, transaction.State.Apis.Find(key.ApiId)!.KeyspaceId, key.Id))
            {
                // Only tuples distinguish a change of a key from a change of its permissions or roles.
                call.RequireOnKey(KeyAction.Update, transaction.State, key.ApiId, key.Id);
                call.Require(alsoNeeded);
            }

            var changed = change(transaction, key);
            transaction.Update(changed);
            return new Response(data(transaction.State, changed));
        });

    public static object Permissions(State state, Key key) =>
        state.PermissionsOf(key.PermissionIds).Select(DataMapping.ToData).ToList();

    public static object Roles(State state, Key key) => state.RolesOf(key).Select(role => state.ToData(role)).ToList();

    /// <summary>
    /// Returns the ids of the permissions in the request. Unknown permissions are created if the caller holds the permission to create
    /// them.
    /// </summary>
    public static ImmutableArray<string> NamedPermissions(Call call, Transaction transaction)
    {
        var slugs = call.Body.Texts("permissions").Distinct(StringComparer.Ordinal).ToList();
        if (slugs.Any(slug => transaction.State.ExactPermission(slug) is null))
        {
            call.Require("rbac.*.create_permission");
        }

        return transaction.PermissionIds(slugs);
    }

    /// <summary>Returns the ids of the roles in the request, which must exist.</summary>
    public static ImmutableArray<string> NamedRoles(Call call, Transaction transaction) =>
        transaction.RoleIds([.. call.Body.Texts("roles").Distinct(StringComparer.Ordinal)]);
}
