namespace MinimalApi;

/// <summary>What an endpoint can ask of a key, one endpoint each.</summary>
public static class FeatureEndpoints
{
    public static IEndpointRouteBuilder MapFeatures(this IEndpointRouteBuilder app)
    {
        app.MapGet("/reports", (HttpContext context) => new { creditsLeft = context.GetApiKey()!.Credits })
            .RequireAuthorization()
            .WithCreditCost(5);

        app.MapGet("/tokens", (HttpContext context) => new { tokensLeft = context.GetApiKey()!.Ratelimits[0].Remaining })
            .RequireAuthorization()
            .WithApiKeyRateLimit("tokens", cost: 10);

        app.MapGet("/export", () => new { exported = true })
            .RequireAuthorization("keys.read AND (keys.write OR reports.export)");

        app.MapGet("/editors", (HttpContext context) => new { context.GetApiKey()!.Roles })
            .RequireAuthorization(policy => policy.RequireRole("editor"));

        // Each answer carries the id of a verification of its own.
        app.MapGet("/live", (HttpContext context) => new { context.GetApiKey()!.RequestId })
            .RequireAuthorization()
            .RequireFreshApiKey();

        app.MapGet("/hello", (HttpContext context) => new { hello = context.GetApiKey()?.Name ?? "stranger" })
            .WithOptionalApiKey();

        return app;
    }
}
