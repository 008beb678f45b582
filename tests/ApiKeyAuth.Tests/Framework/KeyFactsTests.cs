using System.Security.Claims;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using ApiKeyAuth.Client;
using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Framework;

/// <summary>What handlers, middleware and pages of the app have of a key.</summary>
public sealed partial class KeyFactsTests
{
    private static readonly string FullAnswer = Answers.Valid(more: "\"permissions\":[\"docs.read\"],\"meta\":{\"plan\":\"pro\",\"seats\":3}");

    private static async Task<string> GetAsync(Action<WebApplication> map, string? key = "key_text", Action<WebApplicationBuilder>? build = null)
    {
        await using var service = await ScriptedService.StartAsync(200, FullAnswer);
        await using var app = await TestApp.StartAsync(service, map, build);
        using var response = await app.GetAsync("/", key);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    [Fact]
    public async Task Handler_gets_the_facts_as_a_parameter() =>
        Assert.Equal("200 key_1", await GetAsync(app => app.MapGet("/", (ApiKeyInfo key) => key.KeyId).RequireAuthorization()));

    [Theory]
    [InlineData("key_text", "200 key_1")]
    [InlineData(null, "200 stranger")]
    public async Task Parameter_is_null_where_no_key_was_sent(string? key, string answer) =>
        Assert.Equal(answer, await GetAsync(app => app.MapGet("/", (ApiKeyInfo? info) => info?.KeyId ?? "stranger").WithOptionalApiKey(), key));

    [Fact]
    public async Task Metadata_is_read_as_a_type_of_the_app() => Assert.Equal(
        "200 pro 3", await GetAsync(app => app.MapGet("/", (ApiKeyInfo key) => Describe(key.ReadMeta(MetaContext.Default.Plan))).RequireAuthorization()));

    [Fact]
    public async Task Key_without_metadata_has_none()
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid());
        await using var app = await TestApp.StartAsync(
            service, app => app.MapGet("/", (ApiKeyInfo key) => key.ReadMeta(MetaContext.Default.Plan) is null).RequireAuthorization());
        Assert.Equal("true", await (await app.GetAsync("/", "key_text")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("docs.read", "true")]
    [InlineData("docs.read AND docs.write", "false")]
    [InlineData("docs.write OR docs.read", "true")]
    public async Task Principal_tells_whether_it_satisfies_a_query(string query, string holds) => Assert.Equal(
        $"200 {holds}",
        await GetAsync(app => app.MapGet("/", (ClaimsPrincipal user) => user.HasPermission(PermissionQuery.Parse(query))).RequireAuthorization()));

    [Fact]
    public void Principal_without_a_key_may_do_nothing()
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ApiKeyClaimTypes.Permission, "docs.read")], "Other"));
        Assert.False(user.HasPermission("docs.read"));
        Assert.Null(user.GetApiKey());
        Assert.False(user.HasPermission("docs read"));
    }

    [Theory]
    [InlineData(null, "200 key_1")]
    [InlineData("ApiKey", "200 key_1")]
    [InlineData("Other", "200 ")]
    public async Task Facts_are_those_of_the_scheme_that_is_asked_for(string? scheme, string answer) => Assert.Equal(
        answer, await GetAsync(app => app.MapGet("/", (HttpContext context) => context.GetApiKey(scheme)?.KeyId ?? "").RequireAuthorization()));

    [Theory]
    [InlineData("key_text", "200 key:key_1")]
    [InlineData(null, "200 address:unknown")]
    public async Task Partition_is_the_key_or_the_address(string? key, string answer) => Assert.Equal(
        answer, await GetAsync(app => app.MapGet("/", (HttpContext context) => context.GetApiKeyPartition()).WithOptionalApiKey(), key));

    [Fact]
    public async Task Rate_limiting_of_the_framework_counts_by_key()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var api = service.AddApi("orders");
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = "one" });
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = "two" });
        await using var app = await TestApp.StartAsync(
            service.Address,
            app =>
            {
                app.UseRateLimiter();
                app.MapGet("/", () => "ok").RequireAuthorization();
            },
            builder =>
            {
                builder.AddApiKeyAuthentication(options => options.RootKey = service.RootKey);
                builder.Services.AddRateLimiter(options =>
                {
                    options.RejectionStatusCode = 429;
                    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
                        context.GetApiKeyPartition(), _ => new FixedWindowRateLimiterOptions { PermitLimit = 1, Window = TimeSpan.FromHours(1) }));
                });
            });
        var statuses = new List<int>();
        foreach (var key in new[] { "one", "one", "two", "two" })
        {
            using var response = await app.GetAsync("/", key);
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 429, 200, 429], statuses);
    }

    private static string Describe(Plan? requirements) => $"{requirements?.Name} {requirements?.Seats}";

    internal sealed record Plan([property: JsonPropertyName("plan")] string Name, [property: JsonPropertyName("seats")] int Seats);

    [JsonSerializable(typeof(Plan))]
    private sealed partial class MetaContext : JsonSerializerContext;
}
