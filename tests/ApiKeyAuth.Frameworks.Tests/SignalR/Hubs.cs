using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ApiKeyAuth.Frameworks.Tests.SignalR;

[Authorize]
public sealed class OrdersHub : Hub
{
    public string? WhoAmI() => Context.UserIdentifier;

    public DateTimeOffset? ExpiresUtc() =>
        Context.GetHttpContext()!.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;

    [RequirePermission("orders.write")]
    public string? Write() => Context.UserIdentifier;
}

/// <summary>Requires queries on methods, and checks text in their code.</summary>
[Authorize]
public sealed class QueryHub : Hub
{
    [Authorize("zzz.read OR orders.read")]
    public bool ByName() => Context.User is not null;

    [RequirePermission("zzz.read OR {team}.read")]
    public bool ByRoute() => Context.User is not null;

    public async Task<bool> Check(string text, IAuthorizationService authorization)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        return (await authorization.AuthorizeAsync(Context.User!, Context, text)).Succeeded || Context.User!.HasPermission(text);
    }
}

/// <summary>Asks for callers on methods only.</summary>
public sealed class MixedHub : Hub
{
    public string Open() => Context.UserIdentifier ?? "nobody";

    [Authorize]
    public string? WhoAmI() => Context.UserIdentifier;

    [RequirePermission("orders.write")]
    public string? Write() => Context.UserIdentifier;
}
