using System.Net;
using System.Text.Json;
using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Tests.Settings;

/// <summary>The keyspaces whose keys a scheme verifies.</summary>
public sealed class KeyspaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void Map(WebApplication app) =>
        app.MapGet("/", (ApiKeyInfo key) => $"{key.KeyspaceId} {(key.IsCached ? "cached" : "live")}").RequireAuthorization();

    private static Task<TestApp> StartAsync(ScriptedService service, params string[] keyspaces) => TestApp.StartAsync(
        service, Map, builder => builder.AddApiKeyAuthentication(options => options.Keyspaces = keyspaces));

    private static async Task<string> ReadAsync(TestApp app, string key = "key_text")
    {
        using var response = await app.GetAsync("/", key);
        return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(Token) : $"{(int)response.StatusCode}";
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""["ks_orders"]""")]
    [InlineData("""["ks_1","ks_2","ks_3","ks_4","ks_5"]""")]
    public async Task Keyspaces_of_the_configuration_are_sent_where_there_are_any(string keyspaces)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, Map, builder =>
        {
            builder.AddJson($$"""{ "Keyspaces": {{keyspaces}} }""");
            builder.AddApiKeyAuthentication();
        });

        Assert.Equal(" live", await ReadAsync(app));

        using var body = JsonDocument.Parse(Assert.Single(service.Calls).Body);
        Assert.Equal(keyspaces, body.RootElement.TryGetProperty("keyspaces", out var sent) ? sent.GetRawText() : "[]");
        Assert.Equal(keyspaces != "[]", body.RootElement.TryGetProperty("keyspaces", out _));
    }

    [Fact]
    public async Task Keyspaces_of_a_section_that_the_app_binds_itself_are_sent_once()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, Map, builder =>
        {
            builder.AddJson("""{ "Keyspaces": ["ks_1","ks_2","ks_3"] }""");
            builder.AddApiKeyAuthentication();
            builder.Services.Configure<ApiKeyOptions>("ApiKey", builder.Configuration.GetSection(SettingsApp.Path));
        });

        Assert.Equal(" live", await ReadAsync(app));

        using var body = JsonDocument.Parse(Assert.Single(service.Calls).Body);
        Assert.Equal("""["ks_1","ks_2","ks_3"]""", body.RootElement.GetProperty("keyspaces").GetRawText());
    }

    public static TheoryData<string, string> BadKeyspaces => new()
    {
        { """["1","2","3","4","5","6"]""", "Authentication:Schemes:ApiKey:Keyspaces has 6 ids. Set 1 to 5." },
        { """["ks_orders", " "]""", "Authentication:Schemes:ApiKey:Keyspaces:1 is ' '. Set the id of a keyspace" },
        { """["ks_orders "]""", "Authentication:Schemes:ApiKey:Keyspaces:0 is 'ks_orders '. Set the id of a keyspace" },
        { """["ks_orders,ks_invoices now"]""", "Keyspaces:0 is 'ks_orders,ks_invoices now'" },
        { $"[\"{new string('x', 101)}\"]", "with 1 to 100 characters" },
        { """["ks_orders", ""]""", "Authentication:Schemes:ApiKey:Keyspaces:1 is empty. Set one text." },
        { """[["ks_orders"]]""", "Authentication:Schemes:ApiKey:Keyspaces:0 is a section or a list. Set one text." },
        { """{ "orders": "ks_orders" }""", "Authentication:Schemes:ApiKey:Keyspaces:orders is not an item of a list." },
    };

    [Theory]
    [MemberData(nameof(BadKeyspaces))]
    public async Task Keyspaces_that_no_verification_can_name_fail_startup(string keyspaces, string problem)
    {
        var failure = await SettingsApp.FailureAsync(() => SettingsApp.StartJsonAsync($$"""{ "Keyspaces": {{keyspaces}} }"""));

        Assert.Contains(problem, failure, StringComparison.Ordinal);
    }

    public static TheoryData<string?[]?, string> BadCode => new()
    {
        { null, "Keyspaces is null. Set an empty list" },
        { [null], "Keyspaces:0 is ''. Set the id of a keyspace" },
        { [""], "Keyspaces:0 is ''. Set the id of a keyspace" },
        { ["half \ud83d"], "Keyspaces:0 is 'half" },
    };

    [Theory]
    [MemberData(nameof(BadCode))]
    public async Task Keyspaces_of_code_are_validated_too(string?[]? keyspaces, string problem)
    {
        var failure = await SettingsApp.FailureAsync(() => TestApp.StartAsync(
            SettingsApp.Nowhere, SettingsApp.Map, builder => builder.AddApiKeyAuthentication(options => options.Keyspaces = keyspaces!)));

        Assert.Contains(problem, failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Misspelt_keyspaces_fail_startup_with_the_nearest_name() => Assert.Contains(
        "nearest: Keyspaces", await SettingsApp.FailureAsync(($"{SettingsApp.Path}:KeySpace:0", "ks_orders")), StringComparison.Ordinal);

    [Fact]
    public async Task Key_of_another_keyspace_is_unknown_and_the_key_info_has_its_own()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: Token);
        var orders = service.AddKey(new KeySeed { ApiId = service.AddApi(new ApiSeed { Name = "orders", KeyspaceId = "ks_orders" }).ApiId });
        var invoices = service.AddKey(new KeySeed { ApiId = service.AddApi("invoices").ApiId });
        var disabled = service.AddKey(new KeySeed { ApiId = invoices.ApiId, Enabled = false });
        await using var app = await TestApp.StartAsync(service.Address, Map, builder => builder.AddApiKeyAuthentication(
            options => (options.RootKey, options.Keyspaces, options.IncludeErrorDetails) = (service.RootKey, ["ks_other", "ks_orders"], true)));

        Assert.Equal("ks_orders live", await ReadAsync(app, orders.Key));
        Assert.Equal("ks_orders cached", await ReadAsync(app, orders.Key));
        foreach (var key in new[] { invoices, disabled })
        {
            using var rejected = await app.GetAsync("/", key.Key);
            Assert.Equal(HttpStatusCode.Unauthorized, rejected.StatusCode);
            Assert.DoesNotContain("disabled", await rejected.Content.ReadAsStringAsync(Token), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Other_keyspaces_begin_with_an_empty_store()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        IList<string> keyspaces = ["ks_1"];
        await using var app = await TestApp.StartAsync(
            service, Map, builder => builder.AddApiKeyAuthentication(options => options.Keyspaces = keyspaces));
        await ReadAsync(app);
        Assert.Equal(" cached", await ReadAsync(app));

        keyspaces = ["ks_2"];
        Assert.True(app.Services.GetRequiredService<IOptionsMonitorCache<ApiKeyOptions>>().TryRemove(ApiKeyDefaults.AuthenticationScheme));

        Assert.Equal(" live", await ReadAsync(app));
        Assert.Equal(" cached", await ReadAsync(app));
        Assert.Equal(["ks_1", "ks_2"], service.Calls.Select(call => JsonDocument.Parse(call.Body).RootElement.GetProperty("keyspaces")[0].GetString()));
    }

    [Theory]
    [InlineData("VALID")]
    [InlineData("DISABLED")]
    public async Task Response_about_a_keyspace_that_was_not_asked_for_contradicts_itself(string code)
    {
        var answer = code == "VALID" ? Answers.Valid(more: "\"keyspaceId\":\"ks_other\"") : Answers.Refused(code, more: "\"keyspaceId\":\"ks_other\"");
        await using var service = await ScriptedService.StartAsync(200, answer);
        await using var limited = await StartAsync(service, "ks_orders");
        await using var any = await StartAsync(service);

        Assert.Equal("503", await ReadAsync(limited));
        Assert.Equal(code == "VALID" ? "ks_other live" : "401", await ReadAsync(any));
    }

    [Fact]
    public async Task Service_that_does_not_know_keyspaces_makes_the_scheme_misconfigured()
    {
        await using var service = await ScriptedService.StartAsync(400, Answers.Error(400, "unkey/application/invalid_input"));
        await using var app = await StartAsync(service, "ks_orders");

        Assert.Equal("500", await ReadAsync(app));
    }

    [Fact]
    public void Keyspace_counts_towards_the_size_of_what_is_remembered()
    {
        var result = new Client.VerifyKeyResult { KeyId = "k", KeyspaceId = new string('x', 1000) };

        Assert.True(DetailsSize.Of(result, "r") >= DetailsSize.Of(new Client.VerifyKeyResult { KeyId = "k" }, "r") + 2000);
    }
}
