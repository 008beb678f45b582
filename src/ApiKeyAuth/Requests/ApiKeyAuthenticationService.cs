using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>
/// Tells the authentication middleware's own call from the app's: only the latter is always carried out. And keeps the most telling status
/// when further schemes refuse, since each sets its own.
/// </summary>
internal sealed class ApiKeyAuthenticationService(
    [FromKeyedServices(ServiceDecoration.Inner)] IAuthenticationService inner, IAuthenticationSchemeProvider schemes,
    PermissionEvaluator permissions) : IAuthenticationService
{
    public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme)
    {
        var result = ResultAsync(context, scheme);
        return permissions.ReadsClaims ? AttachAsync(result) : result;
    }

    private Task<AuthenticateResult> ResultAsync(HttpContext context, string? scheme) =>
        context.Features[typeof(IAuthenticationFeature)] is IAuthenticationFeature run
            && ApiKeyVerificationFeature.Of(context) is { Caller: AuthenticationCaller.Code } request
            ? AuthenticateAsync(context, scheme, request, run)
            : inner.AuthenticateAsync(context, scheme);

    public async Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties)
    {
        await inner.ChallengeAsync(context, scheme, properties);
        NoteRefusal(context, scheme is null ? await schemes.GetDefaultChallengeSchemeAsync() : await schemes.GetSchemeAsync(scheme));
    }

    public async Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties)
    {
        await inner.ForbidAsync(context, scheme, properties);
        NoteRefusal(context, scheme is null ? await schemes.GetDefaultForbidSchemeAsync() : await schemes.GetSchemeAsync(scheme));
    }

    public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
        inner.SignInAsync(context, scheme, principal, properties);

    public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        inner.SignOutAsync(context, scheme, properties);

    private async Task<AuthenticateResult> AttachAsync(Task<AuthenticateResult> authentication)
    {
        var result = await authentication;
        permissions.Attach(result.Principal);
        return result;
    }

    // A policy scheme forwards, so the scheme behind it comes here, too.
    private static void NoteRefusal(HttpContext context, AuthenticationScheme? scheme)
    {
        if (scheme is not null
            && scheme.HandlerType != typeof(ApiKeyHandler) && scheme.HandlerType != typeof(PolicySchemeHandler))
        {
            ApiKeyVerificationFeature.Of(context).IsRefusedByOthers = true;
        }

        ErrorResponseWriter.ApplyStatus(context);
    }

    private async Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme, ApiKeyVerificationFeature request, IAuthenticationFeature run)
    {
        if (!request.IsMiddlewareCall(run, scheme, (await schemes.GetDefaultAuthenticateSchemeAsync())?.Name))
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
