// An app as a build server sees it: the settings come from a secret store that only the app's own servers can read.
var builder = WebApplication.CreateBuilder(args);
builder.AddApiKeyAuthentication().AddApiKey("Partner", options => (options.AuthorizationSchemes, options.HeaderName) = ([], "X-Partner-Key"));
builder.Services.AddKeyServiceClient();
builder.Services.AddOpenApi(options => options.AddApiKeyAuthentication());

var app = builder.Build();
app.MapOpenApi();
app.MapGet("/reports", () => "ok").RequireAuthorization("reports.read").WithCreditCost(5);
if (app.Configuration.GetValue<bool>("FaultyEndpoint"))
{
    app.MapGet("/faulty", () => "ok").RequireAuthorization("reports.read AND");
}

app.Run();
