using ApiKeyAuth;

namespace MinimalApi;

/// <summary>What an endpoint can ask of a key, one endpoint each.</summary>
public static class FeatureEndpoints
{
    public static IEndpointRouteBuilder MapFeatures(this IEndpointRouteBuilder app)
    {
        app.MapGet("/reports", (ApiKeyInfo key) => new { creditsLeft = key.Credits })
            .RequireAuthorization()
            .WithCreditCost(5);

        app.MapGet("/tokens", (ApiKeyInfo key) => new { tokensLeft = key.RateLimits.FirstOrDefault(limit => limit.Name == "tokens")?.Remaining })
            .RequireAuthorization()
            .WithApiKeyRateLimit("tokens", cost: 10);

        app.MapGet("/export", () => new { exported = true })
            .RequireAuthorization("keys.read AND (keys.write OR reports.export)");

        app.MapGet("/editors", (ApiKeyInfo key) => new { key.Roles })
            .RequireAuthorization(policy => policy.RequireRole("editor"));

        // Each answer carries the id of a verification of its own.
        app.MapGet("/live", (ApiKeyInfo key) => new { key.RequestId })
            .RequireAuthorization()
            .RequireUncachedVerification();

        app.MapGet("/hello", (ApiKeyInfo? key) => new { hello = key?.Name ?? "stranger" })
            .WithOptionalApiKey();

        return app;
    }
}
