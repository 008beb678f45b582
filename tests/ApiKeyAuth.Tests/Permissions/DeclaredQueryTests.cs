using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace ApiKeyAuth.Tests.Permissions;

/// <summary>Wherever endpoint metadata names a query, it is one.</summary>
public sealed class DeclaredQueryTests
{
    private static readonly string Holder = Answers.Valid(more: "\"permissions\":[\"orders.read\"]");

    [Theory]
    [InlineData("/declared/attribute", 200)]
    [InlineData("/declared/permission", 200)]
    [InlineData("/declared/both", 403)]
    [InlineData("/declared/teams/orders", 200)]
    [InlineData("/declared/teams/other", 403)]
    public async Task Controllers_declare_queries(string path, int status)
    {
        await using var service = await ScriptedService.StartAsync(200, Holder);
        await using var app = await TestApp.StartAsync(service, app => app.MapControllers(), builder =>
        {
            builder.Services.AddControllers().AddApplicationPart(typeof(DeclaringController).Assembly);
            builder.AddApiKeyAuthentication();
        });

        using var response = await app.GetAsync(path, "key_text");

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("zzz.read OR orders.read", 200)]
    [InlineData("zzz.read AND orders.read", 403)]
    public async Task Filters_declare_queries(string query, int status)
    {
        await using var service = await ScriptedService.StartAsync(200, Holder);
        await using var app = await TestApp.StartAsync(service, app => app.MapControllers(), builder =>
        {
            builder.Services.AddControllers(options => options.Filters.Add(new AuthorizeFilter(query))).AddApplicationPart(typeof(DeclaringController).Assembly);
            builder.AddApiKeyAuthentication();
        });

        using var response = await app.GetAsync("/declared/open", "key_text");

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Endpoints_that_are_added_while_the_app_runs_declare_queries()
    {
        await using var service = await ScriptedService.StartAsync(200, Holder);
        var source = new GrowingSource();
        await using var app = await TestApp.StartAsync(service, app => ((IEndpointRouteBuilder)app).DataSources.Add(source));
        source.Add("/late", new AuthorizeAttribute("zzz.read OR orders.read"));
        source.Add("/later/{team}", new RequirePermissionAttribute("{team}.read OR zzz.read"));

        foreach (var (path, status) in new[] { ("/late", 200), ("/later/orders", 200), ("/later/other", 403), ("/later/a%20b", 403) })
        {
            using var response = await app.GetAsync(path, "key_text");
            Assert.Equal((path, status), (path, (int)response.StatusCode));
        }
    }

    private sealed class GrowingSource : EndpointDataSource
    {
        private readonly List<Endpoint> _endpoints = [];
        private Action? _changed;

        public override IReadOnlyList<Endpoint> Endpoints => [.. _endpoints];

        public void Add(string route, object metadata)
        {
            _endpoints.Add(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse(route), 0, new EndpointMetadataCollection(metadata), route));
            _changed?.Invoke();
        }

        public override IChangeToken GetChangeToken() => new Change(this);

        private sealed class Change(GrowingSource source) : IChangeToken, IDisposable
        {
            public bool HasChanged => false;

            public bool ActiveChangeCallbacks => true;

            public IDisposable RegisterChangeCallback(Action<object?> callback, object? state)
            {
                source._changed = () => callback(state);
                return this;
            }

            public void Dispose()
            {
            }
        }
    }
}

[ApiController]
[Route("declared")]
public sealed class DeclaringController : ControllerBase
{
    [HttpGet("attribute")]
    [Authorize("zzz.read OR orders.read")]
    public IActionResult ByAttribute() => Ok();

    [HttpGet("permission")]
    [RequirePermission("zzz.read OR orders.read")]
    public IActionResult ByPermission() => Ok();

    [HttpGet("both")]
    [Authorize("zzz.read OR orders.read")]
    [RequirePermission("zzz.read AND orders.read")]
    public IActionResult ByBoth() => Ok();

    [HttpGet("teams/{team}")]
    [RequirePermission("{team}.read")]
    public IActionResult ByTeam(string team) => Ok(team);

    [HttpGet("open")]
    public IActionResult Open() => Ok();
}
