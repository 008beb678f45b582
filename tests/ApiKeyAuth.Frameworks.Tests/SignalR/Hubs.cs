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

/// <summary>Asks for callers on methods only.</summary>
public sealed class MixedHub : Hub
{
    public string Open() => Context.UserIdentifier ?? "nobody";

    [Authorize]
    public string? WhoAmI() => Context.UserIdentifier;

    [RequirePermission("orders.write")]
    public string? Write() => Context.UserIdentifier;
}
