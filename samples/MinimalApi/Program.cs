using ApiKeyAuth;
using MinimalApi;
using MinimalApi.Demo;
using MinimalApi.Keys;
using Scalar.AspNetCore;

var builder = WebApplication.CreateBuilder(args);

// A key service of our own, where none is configured: the sample needs no account and no network.
await using var demo = await DemoKeyService.StartIfNoneIsConfiguredAsync(builder);

// All that an app needs: the scheme, its settings from Authentication:Schemes:ApiKey, and permissions as policies.
builder.AddApiKeyAuthentication();

// Other schemes go beside it: /either takes keys and JSON Web Tokens.
builder.AddTokens();

// This app also manages keys. It does so with the same service and root key unless the section KeyService says otherwise.
builder.Services.AddKeyManagement(builder.Configuration);

// A client that leaves its request unfinished does not keep the app from stopping.
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));

builder.Services.AddControllers();
builder.Services.AddProblemDetails();
builder.Services.AddOpenApi(options => options.AddApiKeyAuthentication());

var app = builder.Build();

// Failed calls to the key service become Problem Details.
app.UseExceptionHandler();
app.MapGet("/", () => Results.Redirect("/scalar/")).ExcludeFromDescription();
app.MapGet("/health", () => new { status = "healthy" });
app.MapGet("/me", (ApiKeyInfo key) => VerifiedKeyResponse.Of(key)).RequireAuthorization();
app.MapFeatures();
app.MapTokens();
app.MapKeys();
app.MapControllers();
app.MapOpenApi();
app.MapScalarApiReference();

try
{
    await app.StartAsync();
}
catch (Exception exception) when (StartupFailure.Explain(exception) is { } explanation)
{
    Console.Error.WriteLine(explanation);
    return 1;
}

Console.WriteLine(Welcome.Text(app.Urls.FirstOrDefault() ?? "http://127.0.0.1:5080", demo));
await app.WaitForShutdownAsync();
return 0;
