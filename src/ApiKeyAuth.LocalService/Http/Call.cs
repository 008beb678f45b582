using System.Text.Json;
using ApiKeyAuth.LocalService.Storage;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>One authenticated request on its way through a handler.</summary>
internal sealed class Call(Workspace workspace, HttpContext http, JsonElement body, RootKey caller, long now)
{
    public Workspace Workspace { get; } = workspace;

    public Store Store => Workspace.Store;

    public HttpContext Http { get; } = http;

    public JsonElement Body { get; } = body;

    public RootKey Caller { get; } = caller;

    /// <summary>Unix milliseconds, one reading for the whole call.</summary>
    public long Now { get; } = now;

    /// <summary>Refuses unless the caller holds every one of the permissions.</summary>
    public void Require(params ReadOnlySpan<string> permissions)
    {
        foreach (var permission in permissions)
        {
            Demand(Caller.Holds(permission), permission);
        }
    }

    /// <summary>Refuses unless the caller holds the action on this one resource or on all of its kind.</summary>
    public void RequireOn(string kind, string id, string action) => Demand(Caller.HoldsOn(kind, id, action), $"{kind}.{id}.{action}");

    private static void Demand(bool held, string permission)
    {
        if (!held)
        {
            throw new RefusalException(ErrorType.InsufficientPermissions, $"The root key lacks the permission {permission}.");
        }
    }
}
