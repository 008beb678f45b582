using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>Tells the authentication middleware's own call from the app's: only the latter is always carried out.</summary>
internal sealed class ApiKeyAuthenticationService(
    [FromKeyedServices(ServiceDecoration.Inner)] IAuthenticationService inner, IAuthenticationSchemeProvider schemes) : IAuthenticationService
{
    public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) =>
        ApiKeyRequest.Of(context) is { Caller: AuthenticationCaller.Code } request && context.Features.Get<IAuthenticationFeature>() is not null
            ? AuthenticateAsync(context, scheme, request)
            : inner.AuthenticateAsync(context, scheme);

    public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        inner.ChallengeAsync(context, scheme, properties);

    public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        inner.ForbidAsync(context, scheme, properties);

    public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
        inner.SignInAsync(context, scheme, principal, properties);

    public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        inner.SignOutAsync(context, scheme, properties);

    private async Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme, ApiKeyRequest request)
    {
        if (!request.IsMiddlewareCall(context, scheme, (await schemes.GetDefaultAuthenticateSchemeAsync())?.Name))
        {
            return await inner.AuthenticateAsync(context, scheme);
        }

        request.Caller = AuthenticationCaller.Middleware;
        try
        {
            return await inner.AuthenticateAsync(context, scheme);
        }
        finally
        {
            request.Caller = AuthenticationCaller.Code;
        }
    }
}
