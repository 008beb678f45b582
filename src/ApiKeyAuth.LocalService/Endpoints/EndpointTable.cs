using System.Collections.Frozen;
using ApiKeyAuth.LocalService.Endpoints.Analytics;
using ApiKeyAuth.LocalService.Endpoints.Apis;
using ApiKeyAuth.LocalService.Endpoints.Identities;
using ApiKeyAuth.LocalService.Endpoints.Keys;
using ApiKeyAuth.LocalService.Endpoints.Permissions;
using ApiKeyAuth.LocalService.Endpoints.RateLimits;
using ApiKeyAuth.LocalService.Http;

namespace ApiKeyAuth.LocalService.Endpoints;

/// <summary>Every procedure that the service knows, by its path: exact, letter case included.</summary>
internal static class EndpointTable
{
    public static FrozenDictionary<string, Endpoint> ByPath { get; } =
        All().ToFrozenDictionary(endpoint => endpoint.Path, StringComparer.Ordinal);

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
