using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace ApiKeyAuth.Tests.Endpoints;

/// <summary>Endpoints that are added while the app runs.</summary>
public sealed class LaterEndpointTests
{
    private static RouteEndpoint EndpointAt(string path, params object[] metadata) => new RouteEndpoint(
        context => context.Response.WriteAsync("ok"), RoutePatternFactory.Parse(path), 0, new EndpointMetadataCollection(metadata), path);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Endpoint_that_charges_but_has_no_authorization_is_never_open(bool isFirstRequest)
    {
        using var source = new LaterEndpoints();
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => ((IEndpointRouteBuilder)app).DataSources.Add(source));
        if (!isFirstRequest)
        {
            using var early = await app.GetAsync("/charged", "key_text");
            Assert.Equal(404, (int)early.StatusCode);
        }

        source.Set(
            EndpointAt("/charged", new CreditCostAttribute(5)),
            EndpointAt("/anonymous", new CreditCostAttribute(5), new AuthorizeAttribute(), new AllowAnonymousAttribute()),
            EndpointAt("/typo", new AuthorizeAttribute("keys read")),
            EndpointAt("/good", new CreditCostAttribute(5), new AuthorizeAttribute()),
            EndpointAt("/open"));
        var statuses = new List<int>();
        foreach (var path in new[] { "/charged", "/anonymous", "/typo", "/good", "/open" })
        {
            using var response = await app.GetAsync(path, "key_text");
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([500, 500, 500, 200, 200], statuses);
        Assert.Equal("""{"key":"key_text","credits":{"cost":5}}""", Assert.Single(service.Calls).Body);
        var critical = app.Logs.Entries.Where(entry => entry is { Level: LogLevel.Critical, Id: 50 }).Select(entry => entry.Message).ToArray();
        Assert.Equal(3, critical.Length);
        Assert.Contains(critical, message => message.StartsWith("Endpoint '/charged' was added while the app runs, and its metadata is invalid: A credit cost", StringComparison.Ordinal));

        source.Set(EndpointAt("/charged", new CreditCostAttribute(5), new AuthorizeAttribute()));
        using var mended = await app.GetAsync("/charged", "key_text");
        Assert.Equal(200, (int)mended.StatusCode);
    }

    private sealed class LaterEndpoints : EndpointDataSource, IDisposable
    {
        private IReadOnlyList<Endpoint> _endpoints = [];
        private CancellationTokenSource _changed = new();

        public override IReadOnlyList<Endpoint> Endpoints => _endpoints;

        public override IChangeToken GetChangeToken() => new CancellationChangeToken(_changed.Token);

        public void Set(params Endpoint[] endpoints)
        {
            var before = _changed;
            (_endpoints, _changed) = (endpoints, new CancellationTokenSource());
            before.Cancel();
            before.Dispose();
        }

        public void Dispose() => _changed.Dispose();
    }
}
