using System.Net;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;

namespace ApiKeyAuth.Frameworks.Tests.Yarp;

/// <summary>Routes of YARP name policies, and give two names a meaning of their own.</summary>
public sealed class PolicyNameTests
{
    private static readonly string Holder = Answers.Valid(more: "\"permissions\":[\"orders.read\",\"documents.sales.read\"]");

    private static RouteConfig Route(string? policy, string path = "/{**rest}") => new()
    {
        RouteId = "route",
        ClusterId = "backend",
        AuthorizationPolicy = policy,
        Match = new RouteMatch { Path = path },
    };

    private static async Task<KestrelApp> StartAsync(ScriptedService service, ScriptedService backend, params RouteConfig[] routes) =>
        await KestrelApp.StartAsync(
            service.Address,
            "root",
            HttpProtocols.Http1,
            builder =>
            {
                builder.AddApiKeyAuthentication();
                builder.Services.AddReverseProxy().LoadFromMemory(routes, [new ClusterConfig
                {
                    ClusterId = "backend",
                    Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = backend.Address.ToString() } },
                }]);
            },
            app => app.MapReverseProxy());

    private static async Task<HttpStatusCode> GetAsync(KestrelApp app, string? key, string path = "/")
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = key is null ? null : new("Bearer", key);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    [Theory]
    [InlineData("default", 401, 200)]
    [InlineData("Default", 401, 200)]
    [InlineData("DEFAULT", 401, 200)]
    [InlineData("anonymous", 200, 200)]
    [InlineData("Anonymous", 200, 200)]
    [InlineData("ANONYMOUS", 200, 200)]
    [InlineData(null, 200, 200)]
    [InlineData("orders.read", 401, 200)]
    [InlineData("orders.write", 401, 403)]
    [InlineData("zzz.read OR orders.read", 401, 200)]
    [InlineData("orders.read AND orders.write", 401, 403)]
    public async Task Policy_of_a_route_means_what_YARP_says_or_a_permission(string? policy, int without, int with)
    {
        await using var service = await ScriptedService.StartAsync(200, Holder);
        await using var backend = await ScriptedService.StartAsync(200, "ok");
        await using var app = await StartAsync(service, backend, Route(policy));

        Assert.Equal((without, with), ((int)await GetAsync(app, null), (int)await GetAsync(app, "key_text")));
    }

    [Fact]
    public async Task Route_that_is_changed_while_the_app_runs_may_name_a_query()
    {
        await using var service = await ScriptedService.StartAsync(200, Holder);
        await using var backend = await ScriptedService.StartAsync(200, "ok");
        await using var app = await StartAsync(service, backend, Route("anonymous"));
        var memory = app.Services.GetRequiredService<InMemoryConfigProvider>();

        foreach (var (policy, status) in new[] { ("zzz.read OR orders.read", 200), ("zzz.read AND orders.read", 403), ("Default", 200) })
        {
            memory.Update([Route(policy)], memory.GetConfig().Clusters);

            Assert.Equal((policy, status), (policy, (int)await GetAsync(app, "key_text")));
            Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(app, null));
        }
    }

    [Theory]
    [InlineData("orders read")]
    [InlineData("orders.read AND")]
    public async Task Route_with_a_policy_that_is_neither_fails_startup(string policy)
    {
        await using var service = await ScriptedService.StartAsync(200, Holder);
        await using var backend = await ScriptedService.StartAsync(200, "ok");

        var error = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(service, backend, Route(policy)));

        Assert.Contains(policy, error.ToString(), StringComparison.Ordinal);
    }
}
