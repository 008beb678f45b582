using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.Tests.Schemes;

/// <summary>A scheme that tells in a header of the answer what it did.</summary>
internal sealed class RecordingHandler : IAuthenticationHandler
{
    private HttpContext _context = null!;
    private string _scheme = "";

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        (_scheme, _context) = (scheme.Name, context);
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync()
    {
        Tell("authenticate");
        return Task.FromResult(AuthenticateResult.NoResult());
    }

    public Task ChallengeAsync(AuthenticationProperties? properties) => Tell("challenge");

    public Task ForbidAsync(AuthenticationProperties? properties) => Tell("forbid");

    private Task Tell(string act)
    {
        _context.Response.Headers.Append("X-Done", $"{act} by {_scheme}");
        return Task.CompletedTask;
    }
}
