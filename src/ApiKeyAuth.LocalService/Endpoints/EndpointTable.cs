using System.Collections.Frozen;
using ApiKeyAuth.LocalService.Endpoints.Apis;
using ApiKeyAuth.LocalService.Endpoints.Keys;
using ApiKeyAuth.LocalService.Endpoints.Permissions;
using ApiKeyAuth.LocalService.Http;

namespace ApiKeyAuth.LocalService.Endpoints;

/// <summary>Every procedure that the service knows, by its path: exact, letter case included.</summary>
internal static class EndpointTable
{
    public static FrozenDictionary<string, Endpoint> ByPath { get; } = All().ToFrozenDictionary(endpoint => endpoint.Path, StringComparer.Ordinal);

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
        CreatePermission.Endpoint,
        CreateRole.Endpoint,
    ];
}
