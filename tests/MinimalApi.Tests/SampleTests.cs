using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApiKeyAuth;
using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using MinimalApi.Keys;

namespace MinimalApi.Tests;

public sealed class SampleTests
{
    [Theory]
    [InlineData("/health", null, 200)]
    [InlineData("/health", "unknown", 200)]
    [InlineData("/me", null, 401)]
    [InlineData("/me", "unknown", 401)]
    [InlineData("/me", "demo_disabled", 401)]
    [InlineData("/me", "demo_expired", 401)]
    [InlineData("/me", "demo_reader", 200)]
    [InlineData("/keys", "demo_reader", 200)]
    [InlineData("/keys", "demo_writer", 200)]
    [InlineData("/controller/health", null, 200)]
    [InlineData("/controller/me", null, 401)]
    [InlineData("/controller/me", "demo_reader", 200)]
    [InlineData("/controller/permissions", "demo_reader", 200)]
    [InlineData("/scalar/", null, 200)]
    [InlineData("/", null, 200)]
    public async Task Demo_key_opens_what_it_should(string path, string? key, int status)
    {
        await using var sample = new Sample();
        using var response = await sample.GetAsync(path, key);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Me_tells_everything_that_the_key_carries()
    {
        await using var sample = new Sample();
        using var response = await sample.GetAsync("/me", "demo_writer");
        using var me = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        string Member(string name) => me.RootElement.GetProperty(name).GetRawText();
        Assert.StartsWith("\"key_", Member("keyId"), StringComparison.Ordinal);
        Assert.Equal(
            ("\"Writer\"", "\"customer_42\"", "[\"key-admin\"]", "[\"keys.read\",\"keys.write\"]", "null", "[]", "null"),
            (Member("name"), Member("externalId"), Member("roles"), Member("permissions"), Member("credits"), Member("ratelimits"), Member("expires")));
    }

    [Fact]
    public async Task Key_service_of_a_test_tells_what_a_key_has_spent()
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = service.AddKey(new KeySeed { ApiId = service.AddApi("orders").ApiId, Credits = 10 });
        await using var sample = new Sample()
            .With("Authentication:Schemes:ApiKey:BaseAddress", service.Address.ToString())
            .With("Authentication:Schemes:ApiKey:RootKey", service.RootKey);

        for (var i = 0; i < 3; i++)
        {
            using var response = await sample.GetAsync("/me", key.Key);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        service.ShouldHaveCharged(key.KeyId, credits: 3);
        Assert.Throws<LocalAssertionException>(() => service.ShouldHaveCharged(key.KeyId, credits: 2));
    }

    [Fact]
    public async Task Created_key_works_until_it_is_deleted()
    {
        await using var sample = new Sample();
        using var forbidden = await sample.SendAsync(HttpMethod.Post, "/keys", "demo_reader", JsonContent.Create(new { name = "mine" }));
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);

        using var created = await sample.SendAsync(
            HttpMethod.Post, "/keys", "demo_writer", JsonContent.Create(new { name = "mine", permissions = new[] { "keys.read" }, credits = 2 }));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var key = (await created.Content.ReadFromJsonAsync<CreatedKey>(TestContext.Current.CancellationToken))!;

        using var works = await sample.GetAsync("/keys", key.Key);
        Assert.Equal(HttpStatusCode.OK, works.StatusCode);
        Assert.Contains(key.KeyId, await works.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var deleted = await sample.SendAsync(HttpMethod.Delete, $"/keys/{key.KeyId}", "demo_writer");
        using var refused = await sample.GetAsync("/keys", key.Key);
        using var again = await sample.SendAsync(HttpMethod.Delete, $"/keys/{key.KeyId}", "demo_writer");
        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (deleted.StatusCode, refused.StatusCode, again.StatusCode));
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"mine","credits":-1}""", "credits")]
    public async Task Bad_new_key_is_rejected_with_the_field(string json, string field)
    {
        await using var sample = new Sample();
        using var content = new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

        using var response = await sample.SendAsync(HttpMethod.Post, "/keys", "demo_writer", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Permission_that_is_none_is_rejected_with_its_place()
    {
        await using var sample = new Sample();
        using var response = await sample.SendAsync(
            HttpMethod.Post, "/keys", "demo_writer", JsonContent.Create(new { name = "mine", permissions = new[] { "not a slug" } }));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("/properties/permissions/items/pattern", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metered_key_has_exactly_ten_calls()
    {
        await using var sample = new Sample();
        var statuses = new List<int>();
        for (var i = 0; i < 12; i++)
        {
            using var response = await sample.GetAsync("/keys", "demo_metered");
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 429, 429], statuses);
    }

    [Fact]
    public async Task Limited_key_is_told_when_to_come_back()
    {
        await using var sample = new Sample();
        for (var i = 0; i < 10; i++)
        {
            using var response = await sample.GetAsync("/keys", "demo_limited");
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                // Three calls pass in a window; a run across the end of one may see a few more.
                Assert.InRange(i, 3, 6);
                Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
                return;
            }
        }

        Assert.Fail("Ten calls passed a limit of three a minute.");
    }

    [Fact]
    public async Task Configured_service_that_is_down_is_503_in_time_and_health_lives_on()
    {
        using var closed = new ClosedPort();
        var defaults = new ApiKeyOptions();
        await using var sample = new Sample()
            .With("Authentication:Schemes:ApiKey:BaseAddress", closed.Address.ToString())
            .With("Authentication:Schemes:ApiKey:AttemptTimeout", defaults.AttemptTimeout.ToString())
            .With("Authentication:Schemes:ApiKey:TotalTimeout", defaults.TotalTimeout.ToString());
        using var health = await sample.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);

        var stopwatch = Stopwatch.StartNew();
        using var response = await sample.GetAsync("/me", "demo_reader");

        Assert.True(stopwatch.Elapsed < TimeSpan.FromSeconds(2.6), $"{stopwatch.Elapsed}");
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3);
    }

    [Fact]
    public async Task Document_asks_for_a_key_where_one_is_needed_and_nowhere_else()
    {
        await using var sample = new Sample();
        using var response = await sample.GetAsync("/openapi/v1.json");
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        var scheme = document.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("ApiKey");
        Assert.Equal(("http", "bearer"), (scheme.GetProperty("type").GetString(), scheme.GetProperty("scheme").GetString()));
        var secured = from path in document.RootElement.GetProperty("paths").EnumerateObject()
                      from operation in path.Value.EnumerateObject()
                      where operation.Value.TryGetProperty("security", out _)
                      select $"{operation.Name} {path.Name}";
        Assert.Equal(
            [
                "delete /controller/permissions", "delete /keys/{keyId}", "get /controller/me", "get /controller/permissions", "get /editors",
                "get /either", "get /export", "get /hello", "get /keys", "get /live", "get /me", "get /reports", "get /tokens", "post /keys",
            ],
            secured.Order(StringComparer.Ordinal));
    }
}
