using System.Security.Claims;
using System.Text;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ApiKeyAuth.Tests.Schemes;

/// <summary>An app with API keys, tokens and cookies.</summary>
internal static class BesideOthers
{
    public const string ApiKey = ApiKeyDefaults.AuthenticationScheme;
    public const string Jwt = JwtBearerDefaults.AuthenticationScheme;
    public const string Cookie = CookieAuthenticationDefaults.AuthenticationScheme;

    private static readonly SymmetricSecurityKey Signing = new(Encoding.UTF8.GetBytes("a signing key for the tests of schemes"));

    public static string Token(string? role = null, bool expired = false)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "tests",
            Audience = "tests",
            Subject = new ClaimsIdentity([new Claim("sub", "user_1"), .. role is null ? Array.Empty<Claim>() : [new Claim("role", role)]]),
            NotBefore = now.AddHours(-2),
            Expires = now.AddHours(expired ? -1 : 1),
            SigningCredentials = new SigningCredentials(Signing, SecurityAlgorithms.HmacSha256),
        });
    }

    public static Task<TestApp> StartAsync(
        ScriptedService service, Action<WebApplication> map, Action<ApiKeyOptions>? configure = null, Action<IServiceCollection>? services = null) =>
        TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/sign-in", () => Results.SignIn(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "user_2")], Cookie)), null, Cookie));
                map(app);
            },
            builder =>
            {
                builder.Services.AddAuthentication()
                    .AddJwtBearer(options => options.TokenValidationParameters = new TokenValidationParameters
                    {
                        ValidIssuer = "tests",
                        ValidAudience = "tests",
                        IssuerSigningKey = Signing,
                    })
                    .AddCookie();
                services?.Invoke(builder.Services);
                builder.AddApiKeyAuthentication(configure);
            });

    public static async Task<(string, string)> CookieAsync(this TestApp app)
    {
        using var response = await app.GetAsync("/sign-in");
        return ("Cookie", response.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }
}
