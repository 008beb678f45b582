using System.Text.Json;
using System.Text.Json.Serialization;
using ApiKeyAuth.Benchmarks.Client;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Benchmarks.Processes;

/// <summary>What a key service would take that had nothing to do: it reads the question and writes an answer, always the same.</summary>
internal sealed class EchoServer : IServer
{
    private readonly WebApplication _app;

    private EchoServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<EchoServer> StartAsync()
    {
        var builder = AppServer.CreateBuilder();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, KeyServiceJsonContext.Default);
        });
        var app = builder.Build();
        var answer = JsonSerializer.Deserialize(
            InMemoryTransport.Valid, KeyServiceJsonContext.Default.KeyServiceResponseVerifyKeyResult);
        app.MapPost("/v2/keys.verifyKey", (VerifyKeyRequest request) =>
            request.Key.Length > 0 ? Results.Ok(answer) : Results.BadRequest());
        await app.StartAsync();
        return new EchoServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
