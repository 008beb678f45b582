using System.Text.Json.Nodes;

namespace ApiKeyAuth.LocalService.Tests;

public class AnalyticsTests
{
    [Fact]
    public async Task A_verification_is_recorded_with_its_attributes()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, KeyId = "key_1", Credits = 10, ExternalId = "acme" });

        var result = await fixture.PostAsync(
            "keys.verifyKey", new { key = key.Key, credits = new { cost = 3 }, tags = new[] { "a=1", "\"é" } });

        var row = Assert.Single(await QueryAsync(fixture, "SELECT * FROM key_verifications_v1"))!;
        Assert.Equal(result.Body["meta"]!["requestId"]!.GetValue<string>(), row["request_id"]!.GetValue<string>());
        Assert.Equal(fixture.Now, row["time"]!.GetValue<long>());
        Assert.Equal(key.ApiId, row["api_id"]!.GetValue<string>());
        Assert.Equal(result.Data["keyspaceId"]!.GetValue<string>(), row["key_space_id"]!.GetValue<string>());
        Assert.Equal("key_1", row["key_id"]!.GetValue<string>());
        Assert.Equal("acme", row["external_id"]!.GetValue<string>());
        Assert.Equal("VALID", row["outcome"]!.GetValue<string>());
        Assert.Equal(["a=1", "\"é"], row["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()));
        Assert.Equal(3, row["spent_credits"]!.GetValue<long>());
        Assert.Equal(0, row["latency"]!.GetValue<double>());
    }

    [Fact]
    public async Task Every_outcome_except_NOT_FOUND_and_errors_is_recorded()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var valid = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 1 });
        await fixture.VerifyAsync(valid);
        await fixture.VerifyAsync(valid);
        await fixture.VerifyAsync(fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Enabled = false }));
        await fixture.PostAsync("keys.verifyKey", new { key = valid.Key, permissions = "docs.read" });
        await fixture.PostAsync("keys.verifyKey", new { key = "unknown" });
        await fixture.PostAsync("keys.verifyKey", new { key = valid.Key, permissions = "(" });
        await fixture.PostAsync("keys.verifyKey", new { key = valid.Key, ratelimits = new[] { new { name = "unknown" } } });

        var rows = await QueryAsync(fixture, """
            SELECT outcome, count() AS n, sum(spent_credits) AS spent FROM key_verifications_v1 GROUP BY outcome ORDER BY outcome
            """);

        Assert.Equal(
            ["DISABLED 1 0", "INSUFFICIENT_PERMISSIONS 1 0", "USAGE_EXCEEDED 1 0", "VALID 1 1"],
            rows.Select(row => $"{row!["outcome"]} {row["n"]} {row["spent"]}"));
    }

    [Fact]
    public async Task Sums_by_time_are_there_too()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 10 });
        await fixture.VerifyAsync(key);
        fixture.Clock.Advance(TimeSpan.FromSeconds(61));
        await fixture.VerifyAsync(key);
        await fixture.VerifyAsync(key);

        Assert.Equal("2026-03-10 09:20:00 1, 2026-03-10 09:21:00 2", await SumsAsync("minute"));
        Assert.Equal("2026-03-10 09:00:00 3", await SumsAsync("hour"));
        Assert.Equal("2026-03-10 3", await SumsAsync("day"));
        Assert.Equal("2026-03-01 3", await SumsAsync("month"));

        async Task<string> SumsAsync(string period)
        {
            var rows = await QueryAsync(
                fixture, $"SELECT time, count, spent_credits AS s FROM key_verifications_per_{period}_v1 ORDER BY time");
            Assert.All(rows, row => Assert.Equal(row!["count"]!.ToString(), row["s"]!.ToString()));
            return string.Join(", ", rows.Select(row => $"{row!["time"]} {row["count"]}"));
        }
    }

    [Theory]
    [InlineData("SELECT 1e999 AS a, -1e999 AS b, NULL AS c, 1.5 AS d, 'x' AS d", """[{"a":null,"b":null,"c":null,"d":"x"}]""")]
    [InlineData("SELECT 9223372036854775807 AS n, 'ü\"' AS t;  -- done", """[{"n":9223372036854775807,"t":"ü\""}]""")]
    [InlineData("WITH v AS (SELECT key_id FROM key_verifications_v1) SELECT count() AS n FROM v UNION SELECT 7", """[{"n":0},{"n":7}]""")]
    [InlineData("SELECT key_id FROM key_verifications_v1", "[]")]
    [InlineData("SELECT tags AS t FROM key_verifications_v1 UNION ALL SELECT 'x' UNION ALL SELECT '7'", """[{"t":"x"},{"t":"7"}]""")]
    [InlineData("(SELECT 1)", null)]
    public async Task Values_are_written_as_JSON_has_them(string query, string? rows)
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var reply = await PostAsync(fixture, query);

        Assert.Equal(rows is null ? 400 : 200, reply.Status);
        Assert.True(rows is null || JsonNode.DeepEquals(JsonNode.Parse(rows), reply.Data), reply.Text);
    }

    [Fact]
    public async Task Without_a_store_every_query_of_a_permitted_caller_fails_with_412()
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.Analytics = false);
        fixture.Service.AddRootKey("reader", "api.*.read_key");
        await fixture.VerifyAsync(fixture.AddKey());

        Assert.Equal("412 unkey/data/analytics_not_configured", (await PostAsync(fixture, "no query")).Outcome);
        Assert.Equal("403 unkey/authorization/insufficient_permissions", (await PostAsync(fixture, "no query", "reader")).Outcome);
    }

    [Fact]
    public async Task Verifications_of_a_service_with_a_file_outlive_it()
    {
        using var folder = new DataFolder();
        await using (var fixture = await ServiceFixture.StartAsync(options => options.DataFile = folder.File))
        {
            await fixture.VerifyAsync(fixture.AddKey());
        }

        await using var restarted = await ServiceFixture.StartAsync(options => options.DataFile = folder.File);

        Assert.Single(await QueryAsync(restarted, "SELECT key_id FROM key_verifications_v1"));
    }

    internal static async Task<JsonArray> QueryAsync(ServiceFixture fixture, string query, string? rootKey = null) =>
        (await PostAsync(fixture, query, rootKey)).Data.AsArray();

    internal static Task<Reply> PostAsync(ServiceFixture fixture, string query, string? rootKey = null) =>
        fixture.PostAsync("analytics.getVerifications", new { query }, rootKey);
}
