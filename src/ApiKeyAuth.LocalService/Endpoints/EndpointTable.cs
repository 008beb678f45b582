using System.Collections.Frozen;
using ApiKeyAuth.LocalService.Endpoints.Analytics;
using ApiKeyAuth.LocalService.Endpoints.Apis;
using ApiKeyAuth.LocalService.Endpoints.Identities;
using ApiKeyAuth.LocalService.Endpoints.Keys;
using ApiKeyAuth.LocalService.Endpoints.Permissions;
using ApiKeyAuth.LocalService.Endpoints.RateLimits;
using ApiKeyAuth.LocalService.Http;

namespace ApiKeyAuth.LocalService.Endpoints;

/// <summary>All endpoints of the service by path, which is case-sensitive.</summary>
internal static class EndpointTable
{
    public static FrozenDictionary<string, Endpoint> ByPath { get; } =
        All().ToFrozenDictionary(endpoint => endpoint.Path, StringComparer.Ordinal);

    /// <summary>Otherwise a check of a misspelled endpoint would pass without checking anything.</summary>
    /// <exception cref="ArgumentException">There is no endpoint with this name; the message lists the endpoints.</exception>
    public static void RequireName(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (name == RequestPipeline.Liveness || ByPath.ContainsKey("/v2/" + name))
        {
            return;
        }

        var names = ByPath.Values.Select(endpoint => endpoint.Name).Append(RequestPipeline.Liveness).Order(StringComparer.Ordinal).ToArray();
        var group = Array.FindAll(names, other => other.Split('.')[0].Equals(name.Split('.')[0], StringComparison.OrdinalIgnoreCase));
        throw new ArgumentException(
            $"The service has no endpoint '{name}'. Use one of {string.Join(", ", group.Length > 0 ? group : names)}.", parameter);
    }

    private static Endpoint[] All() =>
    [
        CreateApi.Endpoint,
        GetApi.Endpoint,
        DeleteApi.Endpoint,
        ListKeys.Endpoint,
        CreateKey.Endpoint,
        VerifyKey.Endpoint,
        GetKey.Endpoint,
        UpdateKey.Endpoint,
        DeleteKey.Endpoint,
        WhoAmI.Endpoint,
        RerollKey.Endpoint,
        UpdateCredits.Endpoint,
        KeyPermissions.Add,
        KeyPermissions.Remove,
        KeyPermissions.Set,
        KeyRoles.Add,
        KeyRoles.Remove,
        KeyRoles.Set,
        MigrateKeys.Endpoint,
        CreateIdentity.Endpoint,
        UpdateIdentity.Endpoint,
        IdentityLookup.Get,
        IdentityLookup.Delete,
        IdentityLookup.List,
        CreatePermission.Endpoint,
        PermissionLookup.Get,
        PermissionLookup.Delete,
        PermissionLookup.List,
        CreateRole.Endpoint,
        RoleLookup.Get,
        RoleLookup.Delete,
        RoleLookup.List,
        SetRolePermissions.Endpoint,
        LimitCalls.Limit,
        LimitCalls.MultiLimit,
        OverrideCalls.Set,
        OverrideCalls.Get,
        OverrideCalls.List,
        OverrideCalls.Delete,
        GetVerifications.Endpoint,
    ];
}
