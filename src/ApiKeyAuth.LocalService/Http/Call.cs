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
            Requirements(Caller.Holds(permission), permission);
        }
    }

    /// <summary>Refuses unless the caller holds the action on this one resource or on all of its kind.</summary>
    public void RequireOn(string kind, string id, string action) => Requirements(Caller.HoldsOn(kind, id, action), $"{kind}.{id}.{action}");

    private static void Requirements(bool held, string permission)
    {
        if (!held)
        {
            throw new ErrorResponseException(ErrorType.InsufficientPermissions, $"The root key lacks the permission {permission}.");
        }
    }
}
