using System.Text.Json;
using ApiKeyAuth.LocalService.Analytics;
using ApiKeyAuth.LocalService.Storage;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>An authenticated request that a handler processes.</summary>
internal sealed class Call(Workspace workspace, HttpContext http, JsonElement body, RootKey caller, long now)
{
    private Task _stored = Task.CompletedTask;

    public Workspace Workspace { get; } = workspace;

    public Store Store => Workspace.Store;

    /// <summary>Completes when all changes that the call made or read are stored.</summary>
    public Task Stored => _stored;

    public HttpContext Http { get; } = http;

    public JsonElement Body { get; } = body;

    public RootKey Caller { get; } = caller;

    /// <summary>The verification of the call, which is recorded when the changes are stored.</summary>
    public VerificationRow? Verified { get; set; }

    /// <summary>The time of the call in Unix milliseconds, the same for the whole call.</summary>
    public long Now { get; } = now;

    /// <inheritdoc cref="Storage.Store.Write{T}(Func{Transaction, T}, out Task)"/>
    public T Write<T>(Func<Transaction, T> work) => Store.Write(work, out _stored);

    public void Write(Action<Transaction> work) => Write(transaction =>
    {
        work(transaction);
        return true;
    });

    /// <summary>Rejects the call unless the caller holds all of the permissions.</summary>
    public void Require(params ReadOnlySpan<string> permissions)
    {
        foreach (var permission in permissions)
        {
            ThrowUnless(Caller.Holds(permission), permission);
        }
    }

    /// <summary>Rejects the call unless the caller holds the action on this resource or on all resources of the kind.</summary>
    public void RequireOn(string kind, string id, string action) =>
        ThrowUnless(Caller.HoldsOn(kind, id, action), $"{kind}.{id}.{action}");

    /// <summary>Whether the caller holds the action on a key of the API, or on all its keys where no key is named.</summary>
    public bool HoldsOnKey(KeyAction action, State state, string apiId, string? keyId = null) =>
        Caller.HoldsOnKey(action, apiId, state.Apis.Find(apiId)?.KeyspaceId, keyId);

    /// <summary>
    /// Rejects the call unless the caller holds the action on a key of the API, or on all its keys where no key is named.
    /// </summary>
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
