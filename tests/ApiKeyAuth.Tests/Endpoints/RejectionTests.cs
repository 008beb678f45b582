using System.Text;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Endpoints;

/// <summary>Requests that no endpoint of the app answers cost nothing under a fallback policy.</summary>
public sealed class RejectionTests
{
    private const string Charged = """{"key":"key_text"}""";
    private const string Free = """{"key":"key_text","credits":{"cost":0}}""";

    private static void Build(WebApplicationBuilder builder, bool eager)
    {
        OnlyControllers.Build([typeof(ActionController)])(builder);
        builder.Services.Configure<ApiKeyOptions>("ApiKey", options => options.Eager = eager);
        builder.Services.AddSingleton<MatcherPolicy, TeapotPolicy>();
        builder.Services.AddSingleton<ToAction>();
        if (!eager)
        {
            builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        }
    }

    private static void Map(WebApplication app)
    {
        // An app may answer at an endpoint of its own that is in no data source.
        app.UseRouting();
        app.Use((context, next) =>
        {
            if (context.Request.Path == "/own")
            {
                context.SetEndpoint(new Endpoint(
                    own => own.Response.WriteAsync("ok"), new EndpointMetadataCollection(new AuthorizeAttribute(), new CreditCostAttribute(3)), "own"));
            }

            return next(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/get", () => "ok");
        app.MapPost("/json", ([FromBody] int[] numbers) => numbers.Length);
        app.MapGet("/host", () => "ok").RequireHost("elsewhere.example");
        app.MapGet("/teapot", () => "ok").WithMetadata(new Teapot());
        app.MapControllers();
        app.MapDynamicControllerRoute<ToAction>("dynamic/{**rest}");
        app.MapFallback("/fallback/{**rest}", () => "ok");
    }

    [Theory]
    [InlineData("GET", "/get", 200, Charged)]
    [InlineData("POST", "/json", 200, Charged)]
    [InlineData("GET", "/action", 200, Charged)]
    [InlineData("GET", "/dynamic/any", 200, Charged)]
    [InlineData("GET", "/fallback/any", 200, Charged)]
    [InlineData("GET", "/unknown", 404, Free)]
    [InlineData("GET", "/host", 404, Free)]
    [InlineData("POST", "/get", 405, Free)]
    [InlineData("POST", "/get", 405, Free, true)]
    [InlineData("DELETE", "/action", 405, Free)]
    [InlineData("POST-text", "/json", 415, Free)]
    [InlineData("POST-text", "/action", 415, Free)]
    [InlineData("GET", "/teapot", 418, Free)]
    [InlineData("GET", "/teapot", 418, Free, true)]
    [InlineData("GET", "/own", 200, """{"key":"key_text","credits":{"cost":3}}""")]
    public async Task Only_what_the_app_answers_is_charged(string method, string path, int status, string call, bool eager = false)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"credits\":5"));
        await using var app = await TestApp.StartAsync(service, Map, builder => Build(builder, eager));
        using var request = new HttpRequestMessage(new HttpMethod(method.Split('-')[0]), path);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer key_text");
        request.Content = method switch
        {
            "POST" => new StringContent("[1]", Encoding.UTF8, "application/json"),
            "POST-text" => new StringContent("[1]", Encoding.UTF8, "text/plain"),
            _ => null,
        };

        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(call, Assert.Single(service.Calls).Body);
    }

    [Theory]
    [InlineData("POST", "/get")]
    [InlineData("GET", "/unknown")]
    public async Task Caller_without_a_key_is_rejected_and_asks_nobody(string method, string path)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, Map, builder => Build(builder, eager: false));
        using var response = await app.SendAsync(new HttpMethod(method), path, null);
        Assert.Equal((401, 0), ((int)response.StatusCode, service.Calls.Count));
    }

    [Route("action")]
    public sealed class ActionController : ControllerBase
    {
        [HttpGet]
        public IActionResult Get() => Ok();

        [HttpPost]
        [Consumes("application/json")]
        public IActionResult Post() => Ok();
    }

    private sealed class Teapot;

    /// <summary>A policy of the app's or a package's own, which rejects as those of the framework do.</summary>
    private sealed class TeapotPolicy : MatcherPolicy, IEndpointSelectorPolicy
    {
        public override int Order => 0;

        public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<Teapot>() is not null);

        public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
        {
            httpContext.SetEndpoint(new Endpoint(
                context =>
                {
                    context.Response.StatusCode = 418;
                    return Task.CompletedTask;
                },
                new EndpointMetadataCollection("made up"),
                "418"));
            httpContext.Request.RouteValues = [];
            for (var i = 0; i < candidates.Count; i++)
            {
                candidates.SetValidity(i, false);
            }

            return Task.CompletedTask;
        }
    }

    private sealed class ToAction : Microsoft.AspNetCore.Mvc.Routing.DynamicRouteValueTransformer
    {
        public override ValueTask<RouteValueDictionary> TransformAsync(HttpContext httpContext, RouteValueDictionary values) =>
            new(new RouteValueDictionary { ["controller"] = "Action", ["action"] = "Get" });
    }
}
