using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ApiKeyAuth.Benchmarks.Schemes;

/// <summary>What callers send. The key and the token say the same of their owner, so that nobody gains by carrying less.</summary>
internal static class Credentials
{
    public const string Key = "bench_3ZxG6ubKzuW5rVmhYvxRyT7t";
    public const string Name = "nightly export";
    public const string Owner = "user_42";

    public static readonly string[] Roles = ["reader", "editor"];
    public static readonly string[] Permissions = ["keys.read", "keys.write", "reports.export"];

    public static SymmetricSecurityKey SigningKey { get; } = new(Encoding.ASCII.GetBytes("a secret of 32 bytes, for nothing"));

    public static string BearerKey { get; } = $"Bearer {Key}";

    public static string BearerToken() => "Bearer " + new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "benchmarks",
        Audience = "benchmarks",
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(1),
        SigningCredentials = new SigningCredentials(SigningKey, SecurityAlgorithms.HmacSha256),
        Claims = new Dictionary<string, object>
        {
            ["sub"] = Owner,
            ["name"] = Name,
            ["role"] = Roles,
            ["permission"] = Permissions,
        },
    });
}
