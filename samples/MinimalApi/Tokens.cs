using System.Security.Claims;
using System.Security.Cryptography;
using ApiKeyAuth;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MinimalApi;

/// <summary>JSON Web Tokens beside API keys. They are signed with a key that is made at the start and ends with the process.</summary>
public static class Tokens
{
    private const string Issuer = "minimal-api";

    public static void AddTokens(this WebApplicationBuilder builder)
    {
        var signingKey = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32));
        builder.Services.AddSingleton(signingKey);
        builder.Services.AddAuthentication().AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = Issuer,
                ValidAudience = Issuer,
                IssuerSigningKey = signingKey,
                NameClaimType = JwtRegisteredClaimNames.Name,
            };
        });
    }

    public static void MapTokens(this WebApplication app)
    {
        // Both schemes look at the credential; a token never goes to the key service.
        app.MapGet("/either", (ClaimsPrincipal user, HttpContext context) => new { user.Identity!.Name, withKey = context.GetApiKey() is not null })
            .RequireAuthorization(policy => policy
                .AddAuthenticationSchemes(ApiKeyDefaults.AuthenticationScheme, JwtBearerDefaults.AuthenticationScheme)
                .RequireAuthenticatedUser());

        // Whoever asks gets one: to try it out, and nowhere else.
        if (app.Environment.IsDevelopment())
        {
            app.MapPost("/token", (SymmetricSecurityKey signingKey, TimeProvider time) => new { token = Create(signingKey, time.GetUtcNow()) });
        }
    }

    private static string Create(SymmetricSecurityKey signingKey, DateTimeOffset now) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            Subject = new ClaimsIdentity([new Claim(JwtRegisteredClaimNames.Name, "Token")]),
            NotBefore = now.UtcDateTime,
            IssuedAt = now.UtcDateTime,
            Expires = now.AddMinutes(10).UtcDateTime,
            SigningCredentials = new SigningCredentials(signingKey, SecurityAlgorithms.HmacSha256),
        });
}
