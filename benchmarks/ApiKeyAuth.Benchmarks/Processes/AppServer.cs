using ApiKeyAuth.Benchmarks.Schemes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Benchmarks.Processes;

/// <summary>The smallest app that authenticates as a contestant does.</summary>
internal sealed class AppServer : IServer
{
    private readonly WebApplication _app;

    private AppServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<AppServer> StartAsync(Contestant contestant, KeyServiceAt? service)
    {
        var builder = CreateBuilder();
        builder.Services.AddContestant(contestant, service);
        var app = builder.Build();
        var endpoint = app.MapGet("/", () => TypedResults.Text("let in"));
        if (contestant != Contestant.None)
        {
            endpoint.RequireAuthorization();
        }

        await app.StartAsync();
        return new AppServer(app);
    }

    public static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
