using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace ApiKeyAuth.OpenApi.Tests;

/// <summary>The documents that <c>Microsoft.Extensions.ApiDescription.Server</c> writes when an app is built, by its own tool.</summary>
public sealed class BuildTimeTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("apikeyauth-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData]
    [InlineData("Authentication__Schemes__ApiKey__RootKey=not a key")]
    [InlineData("Authentication__Schemes__ApiKey__BaseAddress=http://keys", "KeyService__BaseAddress=https+http://keys")]
    [InlineData("Authentication__Schemes__ApiKey__TotalTimeout=soon", "KeyService__TotalTimeout=00:00:00")]
    [InlineData("Authentication__Schemes__ApiKey__BaseAdress=https://keys.example", "KeyService__Rootkeys=x")]
    [InlineData("Authentication__Schemes__ApiKey__WarmUp=true", "Authentication__Schemes__ApiKey__BaseAddress=http://127.0.0.1:1")]
    public async Task Document_is_generated_without_valid_settings(params string[] settings)
    {
        var (exitCode, output) = await GenerateAsync(settings);

        Assert.True(exitCode == 0, output);
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(_directory, "BuildTimeApp.json"), TestContext.Current.CancellationToken));
        var operation = document.RootElement.GetProperty("paths").GetProperty("/reports").GetProperty("get");
        Assert.Equal("Needs the permission `reports.read`. Costs 5 credits.", operation.GetProperty("description").GetString());
        Assert.True(operation.GetProperty("responses").TryGetProperty("401", out _));
        var schemes = document.RootElement.GetProperty("components").GetProperty("securitySchemes");
        Assert.Equal("bearer", schemes.GetProperty("ApiKey").GetProperty("scheme").GetString());
        Assert.Equal("X-Partner-Key", schemes.GetProperty("Partner").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Faulty_endpoint_still_fails_the_build()
    {
        var (exitCode, output) = await GenerateAsync("FaultyEndpoint=true");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("/faulty", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_itself_does_not_start_without_valid_settings()
    {
        var (exitCode, output) = await RunAsync([Metadata("BuildTimeAppOutput"), "--urls", "http://127.0.0.1:0"], []);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Authentication:Schemes:ApiKey:RootKey is not set", output, StringComparison.Ordinal);
        Assert.Contains("KeyService:RootKey is not set", output, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output)> GenerateAsync(params string[] settings) => RunAsync(
        [
            Metadata("DocumentTool"),
            "--assembly", Metadata("BuildTimeAppOutput"),
            "--assets-file", Path.Combine(Metadata("BuildTimeApp"), "obj", "project.assets.json"),
            "--framework", ".NETCoreApp,Version=v10.0",
            "--project", "BuildTimeApp",
            "--file-list", Path.Combine(_directory, "files.cache"),
            "--output", _directory,
        ],
        settings);

    private async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
        {
            start.Environment[setting[0]] = setting[1];
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string Metadata(string key) => typeof(BuildTimeTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}
