using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Testing;

/// <summary>A key service on a real socket that answers as a test says and remembers what it was asked.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    public const string GoodAnswer =
        """{"meta":{"requestId":"req_scripted1"},"data":{"valid":true,"code":"VALID","keyId":"key_scripted1","enabled":true}}""";

    private readonly WebApplication _app;

    private ScriptedService(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public ConcurrentQueue<ScriptedCall> Calls { get; } = [];

    public static Task<ScriptedService> StartAsync(int status, string body, string contentType = "application/json") =>
        StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync(body);
        });

    public static async Task<ScriptedService> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var service = new ScriptedService(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var call = new ScriptedCall(
                context.Request.Path, context.Request.Headers.Authorization.ToString(), await reader.ReadToEndAsync(), context.Request.Headers.ContentLength);
            context.Items[typeof(ScriptedCall)] = call;
            service.Calls.Enqueue(call);
            await answer(context);
        });
        await app.StartAsync();
        return service;
    }

    /// <summary>What is asked in the request that is being answered.</summary>
    public static ScriptedCall CallOf(HttpContext context) => (ScriptedCall)context.Items[typeof(ScriptedCall)]!;

    public async ValueTask DisposeAsync()
    {
        // A test may leave an answer hanging: nobody waits for it.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }
}

internal sealed record ScriptedCall(string Path, string Authorization, string Body, long? ContentLength);
