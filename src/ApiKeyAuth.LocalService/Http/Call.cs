using System.Text.Json;
using ApiKeyAuth.LocalService.Analytics;
using ApiKeyAuth.LocalService.Storage;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>One authenticated request on its way through a handler.</summary>
internal sealed class Call(Workspace workspace, HttpContext http, JsonElement body, RootKey caller, long now)
{
    private Task _stored = Task.CompletedTask;

    public Workspace Workspace { get; } = workspace;

    public Store Store => Workspace.Store;

    /// <summary>Ends when every change that the call made or met is stored.</summary>
    public Task Stored => _stored;

    public HttpContext Http { get; } = http;

    public JsonElement Body { get; } = body;

    public RootKey Caller { get; } = caller;

    /// <summary>What a verification came to, to be recorded when it is stored.</summary>
    public VerificationRow? Verified { get; set; }

    /// <summary>Unix milliseconds, one reading for the whole call.</summary>
    public long Now { get; } = now;

    /// <inheritdoc cref="Storage.Store.Write{T}(Func{Transaction, T}, out Task)"/>
    public T Write<T>(Func<Transaction, T> work) => Store.Write(work, out _stored);

    public void Write(Action<Transaction> work) => Write(transaction =>
    {
        work(transaction);
        return true;
    });

    /// <summary>Refuses unless the caller holds every one of the permissions.</summary>
    public void Require(params ReadOnlySpan<string> permissions)
    {
        foreach (var permission in permissions)
        {
            ThrowUnless(Caller.Holds(permission), permission);
        }
    }

    /// <summary>Refuses unless the caller holds the action on this one resource or on all of its kind.</summary>
    public void RequireOn(string kind, string id, string action) =>
        ThrowUnless(Caller.HoldsOn(kind, id, action), $"{kind}.{id}.{action}");

    /// <summary>Whether the caller holds the action on a key of the API, or on all its keys where no key is named.</summary>
    public bool HoldsOnKey(KeyAction action, State state, string apiId, string? keyId = null) =>
        Caller.HoldsOnKey(action, apiId, state.Apis.Find(apiId)?.KeyspaceId, keyId);

    /// <summary>Rejects the call unless the caller holds the action on a key of the API, or on all its keys where no key is named.</summary>
    public void RequireOnKey(KeyAction action, State state, string apiId, string? keyId = null) =>
        ThrowUnless(HoldsOnKey(action, state, apiId, keyId), $"api.{apiId}.{action.InTuples}");

    private static void ThrowUnless(bool held, string permission)
    {
        if (!held)
        {
            throw new ErrorResponseException(ErrorType.InsufficientPermissions, $"The root key lacks the permission {permission}.");
        }
    }
}
