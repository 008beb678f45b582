using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.OpenApi.Tests;

/// <summary>What the description of an operation tells of what it asks of a key.</summary>
public sealed class DescriptionTests
{
    private static async Task<string?> DescriptionAsync(Action<RouteHandlerBuilder> endpointRequirements) =>
        (await Documents.OfAsync(app => endpointRequirements(app.MapGet("/{team}", (string team) => team)))).Description("/{team}");

    public static TheoryData<string?, Action<RouteHandlerBuilder>> Descriptions => new()
    {
        { null, endpoint => endpoint.RequireAuthorization() },
        { "Needs the permission `keys.read AND (a OR b)`.", endpoint => endpoint.RequireAuthorization("keys.read AND (a OR b)") },
        { "Needs the permission `a`. Needs the permission `b`.", endpoint => endpoint.RequirePermission("a").RequireAuthorization("b") },
        { "Needs the permission `documents.{team}.read OR a`.", endpoint => endpoint.RequirePermission("documents.{team}.read OR a") },
        { "Needs the role `editor`.", endpoint => endpoint.RequireAuthorization(new AuthorizeAttribute { Roles = "editor" }) },
        { "Needs the role `editor` or `owner`.", endpoint => endpoint.RequireAuthorization(policy => policy.RequireRole("editor", "owner")) },
        { "Costs 5 credits.", endpoint => endpoint.RequireAuthorization().WithCreditCost(5) },
        { "Costs 0 credits.", endpoint => endpoint.RequireAuthorization().WithCreditCost(0) },
        { "What it costs in credits depends on the request.", endpoint => endpoint.RequireAuthorization().WithCreditCost(_ => 5) },
        { "Takes 10 of the rate limit `tokens`.", endpoint => endpoint.RequireAuthorization().WithApiKeyRateLimit("tokens", cost: 10) },
        {
            "Takes 1 of the rate limit `tokens` (30 in 60 s).",
            endpoint => endpoint.RequireAuthorization().WithApiKeyRateLimit("tokens", 30, TimeSpan.FromMinutes(1))
        },
        {
            "What it takes of the rate limit `tokens` depends on the request.",
            endpoint => endpoint.RequireAuthorization().WithApiKeyRateLimit("tokens", _ => ValueTask.FromResult(3L))
        },
        { "The API key is optional.", endpoint => endpoint.WithOptionalApiKey() },
        {
            "Exports all.\n\nNeeds the permission `a`. Costs 2 credits.",
            endpoint => endpoint.WithDescription("Exports all.").RequireAuthorization("a").WithCreditCost(2)
        },
        { "For all.", endpoint => endpoint.WithDescription("For all.").RequireAuthorization() },
    };

    [Theory]
    [MemberData(nameof(Descriptions))]
    public async Task Description_tells_what_the_operation_asks(string? description, Action<RouteHandlerBuilder> endpointRequirements) =>
        Assert.Equal(description, await DescriptionAsync(endpointRequirements));
}
