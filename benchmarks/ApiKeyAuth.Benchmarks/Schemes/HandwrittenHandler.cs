using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Benchmarks.Schemes;

/// <summary>What an app might write by itself: one call per request, no cache, no retry, no breaker. With the same JSON as ours.</summary>
internal sealed class HandwrittenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyServiceAt service)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    private static readonly HttpClient Client = new();

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.Address, "/v2/keys.verifyKey"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", service.RootKey);
        request.Content = JsonContent.Create(new VerifyKeyRequest { Key = header[Prefix.Length..] }, KeyServiceJsonContext.Default.VerifyKeyRequest);
        using var response = await Client.SendAsync(request, Context.RequestAborted);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync(
            KeyServiceJsonContext.Default.KeyServiceResponseVerifyKeyResult, Context.RequestAborted);
        return answer?.Data is { Valid: true } key ? AuthenticateResult.Success(TicketFor(key)) : AuthenticateResult.Fail("Refused.");
    }

    private AuthenticationTicket TicketFor(VerifyKeyResult key)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, key.KeyId!),
            new(ClaimTypes.Name, key.Name ?? ""),
            .. (key.Roles ?? []).Select(role => new Claim(ClaimTypes.Role, role)),
            .. (key.Permissions ?? []).Select(permission => new Claim(ApiKeyClaimTypes.Permission, permission)),
        ];
        return new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name)), Scheme.Name);
    }
}
