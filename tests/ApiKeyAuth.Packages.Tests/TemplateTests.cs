using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ApiKeyAuth.Packages.Tests;

/// <summary>Apps of the SDK's templates with our packages build without warnings, and the lines of the documentation work in them.</summary>
public sealed class TemplateTests(PackageFeed feed)
{
    [PackagesFact]
    public async Task App_of_dotnet_new_web_works_with_the_lines_of_the_README()
    {
        var app = await TemplateApp.CreateAsync(feed, "web", "web");
        await app.AddAsync("ApiKeyAuth");
        await app.AddRootKeyAsync();
        app.Code = Readme.Program;

        Assert.Empty(await app.BuildAsync());

        await AnswersAsync(app);
    }

    [PackagesFact]
    public async Task App_of_dotnet_new_web_has_documents_with_the_package_alone()
    {
        var app = await TemplateApp.CreateAsync(feed, "web", "web-openapi");
        await app.AddAsync("ApiKeyAuth", "ApiKeyAuth.OpenApi");
        await app.AddRootKeyAsync();
        app.Code = Readme.Program
            .Before("var app", Readme.AddOpenApi)
            .Before("app.Run", Readme.MapOpenApi);

        Assert.Empty(await app.BuildAsync());

        await AnswersAsync(app, withDocument: true);
    }

    [PackagesFact]
    public async Task App_of_dotnet_new_webapi_works_with_the_lines_of_the_documentation()
    {
        var app = await TemplateApp.CreateAsync(feed, "webapi", "webapi");
        await app.AddAsync("ApiKeyAuth", "ApiKeyAuth.OpenApi");
        await app.AddRootKeyAsync();
        app.Code = OfWebApi(app.Code);

        Assert.Empty(await app.BuildAsync());

        await AnswersAsync(app, withDocument: true);
    }

    [PackagesFact]
    public async Task App_of_the_first_template_builds_without_raising_a_version()
    {
        var app = await TemplateApp.CreateAsync(feed, "webapi", "webapi-first");
        app.Pin("Microsoft.AspNetCore.OpenApi", "10.0.0");
        await app.AddAsync("ApiKeyAuth", "ApiKeyAuth.OpenApi", "ApiKeyAuth.LocalService");
        app.Code = OfWebApi(app.Code);

        Assert.Empty(await app.BuildAsync());
    }

    [PackagesFact]
    public async Task App_of_dotnet_new_console_manages_keys_of_a_local_service()
    {
        var app = await TemplateApp.CreateAsync(feed, "console", "console");
        await app.AddAsync("ApiKeyAuth.Client", "ApiKeyAuth.LocalService");
        app.Code = """
            using ApiKeyAuth.Client;
            using ApiKeyAuth.LocalService;

            await using var service = await LocalKeyService.StartAsync();
            var apiId = service.AddApi("orders").ApiId;
            var created = await service.Keys.CreateKeyAsync(new CreateKeyRequest { ApiId = apiId, Name = "mine", Permissions = ["keys.read"] });
            var read = await service.Keys.GetKeyAsync(new GetKeyRequest { KeyId = created.Data.KeyId });
            Console.WriteLine($"made {read.Data.Name}");
            """;

        Assert.Empty(await app.BuildAsync());

        Assert.Contains("made mine", await app.DotnetAsync("bin/Debug/net10.0/App.dll"), StringComparison.Ordinal);
    }

    private static string OfWebApi(string template) => "using ApiKeyAuth;\n\n" + template
        .Replace("builder.Services.AddOpenApi();", $"builder.AddApiKeyAuthentication();\n{Readme.AddOpenApi}", StringComparison.Ordinal)
        .Replace("app.Run();", $"{Readme.Endpoints}\n\napp.Run();", StringComparison.Ordinal);

    private static async Task AnswersAsync(TemplateApp app, bool withDocument = false)
    {
        await using var server = await app.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };

        Assert.Equal((HttpStatusCode.OK, "healthy"), await GetAsync(client, "/health", key: null));
        Assert.Equal((HttpStatusCode.OK, "key_reader"), await GetAsync(client, "/me", "packages_reader"));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(client, "/keys", "packages_reader")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(client, "/me", key: null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(client, "/me", "packages_unknown")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(client, "/keys", "packages_guest")).Status);
        if (withDocument)
        {
            var document = JsonDocument.Parse((await GetAsync(client, "/openapi/v1.json", key: null)).Body).RootElement;
            var paths = document.GetProperty("paths");
            Assert.Equal("""[{"ApiKey":[]}]""", JsonSerializer.Serialize(paths.GetProperty("/keys").GetProperty("get").GetProperty("security")));
            Assert.False(paths.GetProperty("/health").GetProperty("get").TryGetProperty("security", out _));
        }
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient client, string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
