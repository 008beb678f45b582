using System.Text.Json;
using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Permissions;

/// <summary>Permissions with values of the route.</summary>
public sealed class RouteTemplateTests
{
    private static void Map(WebApplication app)
    {
        app.MapGet("/teams/{team}/documents", () => "ok").RequirePermission("documents.{team}.read");
        app.MapGet("/attribute/{team}", [RequirePermission("documents.{team}.read AND keys.read")] () => "ok");
        app.MapGet("/either/{team}", () => "ok").RequirePermission("documents.{team}.read OR documents.admin");
        app.MapGet("/two/{tenant}/{team?}", () => "ok").RequirePermission("documents.{tenant}.{team}.read");
        app.MapGet("/all/{**team}", () => "ok").RequirePermission("documents.{team}.read");
    }

    [Theory]
    [InlineData("/teams/sales/documents", "documents.sales.read")]
    [InlineData("/teams/A-b_9/documents", "documents.A-b_9.read")]
    [InlineData("/teams/or/documents", "documents.or.read")]
    [InlineData("/attribute/sales", "documents.sales.read AND keys.read")]
    [InlineData("/either/sales", "documents.sales.read OR documents.admin")]
    [InlineData("/two/acme/sales", "documents.acme.sales.read")]
    [InlineData("/all/sales", "documents.sales.read")]
    public async Task Filled_query_is_what_is_sent(string path, string query)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: $"\"permissions\":[\"{query.Split(' ')[0]}\",\"keys.read\"]"));
        await using var app = await TestApp.StartAsync(service, Map);

        using var response = await app.GetAsync(path, "key_text");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(query, JsonDocument.Parse(Assert.Single(service.Calls).Body).RootElement.GetProperty("permissions").GetString());
    }

    [Theory]
    [InlineData("/teams/zzz.read%20OR%20orders.read%20OR%20nope/documents")]
    [InlineData("/teams/my%20team/documents")]
    [InlineData("/teams/a.b/documents")]
    [InlineData("/teams/*/documents")]
    [InlineData("/teams/a:b/documents")]
    [InlineData("/teams/%C3%A9/documents")]
    [InlineData("/teams/%EF%BC%A1/documents")]
    [InlineData("/teams/a%0A/documents")]
    [InlineData("/teams/(a)/documents")]
    [InlineData("/teams/{team}/documents")]
    [InlineData("/attribute/a%2Fb")]
    [InlineData("/either/a%20b")]
    [InlineData("/two/acme")]
    [InlineData("/all/a/b")]
    [InlineData("/all")]
    public async Task Value_that_may_not_stand_in_a_permission_is_403_and_costs_nothing(string path)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"permissions\":[\"orders.read\",\"documents.admin\"]"));
        await using var app = await TestApp.StartAsync(service, Map);

        using var response = await app.GetAsync(path, "key_text");
        using var without = await app.GetAsync(path);

        Assert.Equal((403, 401, 0), ((int)response.StatusCode, (int)without.StatusCode, service.Calls.Count));
        Assert.Contains("insufficient_permissions", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cached_details_answer_for_each_value_alone()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var api = service.AddApi("orders");
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = "holder", Permissions = ["documents.sales.read"] });
        await using var app = await TestApp.StartAsync(
            service.Address, Map, builder => builder.AddApiKeyAuthentication(options => options.RootKey = service.RootKey));

        foreach (var (team, status) in new[] { ("sales", 200), ("other", 403), ("sales", 200), ("a%20b", 403), ("sales", 200), ("SALES", 403) })
        {
            using var response = await app.GetAsync($"/teams/{team}/documents", "holder");
            Assert.Equal((team, status), (team, (int)response.StatusCode));
        }
    }

    [Fact]
    public async Task Wildcards_cover_filled_permissions_too()
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"permissions\":[\"documents.*\"]"));
        await using var app = await TestApp.StartAsync(
            service, Map, builder => builder.AddApiKeyAuthentication(options => options.AllowPermissionWildcards = true));

        using var response = await app.GetAsync("/teams/sales/documents", "key_text");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Contains("(documents.sales.read OR documents.sales.* OR documents.* OR *)", Assert.Single(service.Calls).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("documents.{group}.read", "needs the route parameter 'group', which the route does not have")]
    [InlineData("documents.{team.read", "at position 10")]
    [InlineData("documents.{}.read", "at position 10")]
    [InlineData("documents.{{team}}.read", "at position 10")]
    [InlineData("documents.team}.read", "at position 14")]
    [InlineData("documents.{team}.read documents", "at position 22")]
    [InlineData("documents.{team} {team}.read", "at position 17: '{team}.read' stands where")]
    [InlineData("documents.{team?}.read", "at position 15: a route parameter, such as {team}, is its name alone")]
    [InlineData("documents.{*team}.read", "at position 11: a route parameter, such as {team}, is its name alone")]
    [InlineData("documents.{team:int}.read", "at position 15: a route parameter, such as {team}, is its name alone")]
    [InlineData("documents.{team=all}.read", "at position 15: a route parameter, such as {team}, is its name alone")]
    [InlineData("documents.{ team }.read", "at position 11: a route parameter, such as {team}, is its name alone")]
    public async Task Template_that_cannot_be_filled_fails_startup(string query, string problem)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var app = await TestApp.StartAsync(
                new Uri("http://127.0.0.1:9"), app => app.MapGet("/teams/{team}", () => "ok").RequirePermission(query));
        });

        Assert.Contains("Endpoint 'HTTP: GET /teams/{team}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_name_with_a_parameter_is_told_where_templates_may_stand()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var app = await TestApp.StartAsync(
                new Uri("http://127.0.0.1:9"), app => app.MapGet("/teams/{team}", () => "ok").RequireAuthorization("documents.{team}.read"));
        });

        Assert.Contains("Use RequirePermission for route parameters.", error.Message, StringComparison.Ordinal);
    }
}
