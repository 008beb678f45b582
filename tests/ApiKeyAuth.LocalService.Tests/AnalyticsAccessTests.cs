using ApiKeyAuth.LocalService.Analytics;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Operations that queries may not perform, and rows that they may not read.</summary>
public class AnalyticsAccessTests
{
    private const string Query = "400 user/bad_request/invalid_analytics_query";
    private const string Table = "400 user/bad_request/invalid_analytics_table";
    private const string Function = "400 user/bad_request/invalid_analytics_function";
    private const string QueryType = "400 user/bad_request/invalid_analytics_query_type";

    [Theory]
    [InlineData("", Query)]
    [InlineData("SELEC 1", Query)]
    [InlineData("SELECT nothing FROM key_verifications_v1", Query)]
    [InlineData("SELECT 1; SELECT 2", Query)]
    [InlineData("SELECT 1; DROP TABLE key_verifications_v1", Query)]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n", Query)]
    [InlineData("SELECT * FROM keys", Table)]
    [InlineData("SELECT * FROM sqlite_schema", Table)]
    [InlineData("SELECT * FROM sqlite_temp_schema", Table)]
    [InlineData("SELECT * FROM temp.key_verifications_v1", Table)]
    [InlineData("SELECT * FROM pragma_database_list", Table)]
    [InlineData("SELECT count() FROM pragma_database_list", Table)]
    [InlineData("SELECT count() FROM sqlite_schema", Table)]
    [InlineData("SELECT count() FROM main.sqlite_schema", Table)]
    [InlineData("SELECT * FROM key_verifications_v1 WHERE key_id IN (SELECT name FROM sqlite_schema)", Table)]
    [InlineData("SELECT load_extension('x')", Function)]
    [InlineData("SELECT readfile('/etc/passwd')", Function)]
    [InlineData("SELECT randomblob(1000000000)", Function)]
    [InlineData("SELECT printf('%1000000000d', 1)", Function)]
    [InlineData("SELECT median(1)", Function)]
    [InlineData("INSERT INTO key_verifications_v1 (key_id) VALUES ('x')", QueryType)]
    [InlineData("WITH x AS (SELECT 1) DELETE FROM key_verifications_v1", QueryType)]
    [InlineData("UPDATE key_verifications_v1 SET key_id = 'x'", QueryType)]
    [InlineData("/* a */ -- b\n drop table key_verifications_v1", QueryType)]
    [InlineData("CREATE TEMP TABLE x (y)", QueryType)]
    [InlineData("ATTACH '/etc/passwd' AS x", QueryType)]
    [InlineData("PRAGMA query_only = OFF", QueryType)]
    [InlineData("EXPLAIN SELECT 1", QueryType)]
    [InlineData("VACUUM INTO 'x'", QueryType)]
    [InlineData("BEGIN", QueryType)]
    [InlineData("VALUES (1)", QueryType)]
    public async Task Statements_other_than_queries_of_the_tables_are_rejected(string query, string outcome)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        await fixture.VerifyAsync(fixture.AddKey());

        var reply = await AnalyticsTests.PostAsync(fixture, query);

        Assert.True(outcome == reply.Outcome, reply.Text);
        Assert.Single(await AnalyticsTests.QueryAsync(fixture, "SELECT key_id FROM key_verifications_v1"));
    }

    [Fact]
    public async Task A_root_key_sees_the_rows_of_its_APIs_and_no_others()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var (mine, other) = (fixture.AddKey(), fixture.AddKey());
        fixture.Service.AddRootKey("one", $"api.{mine.ApiId}.read_analytics");
        fixture.Service.AddRootKey("both", $"api.{mine.ApiId}.read_analytics", $"api.{other.ApiId}.read_analytics");
        fixture.Service.AddRootKey("all", "api.*.read_analytics");
        fixture.Service.AddRootKey("quoted", "api.x' OR 'a' = 'a.read_analytics");
        fixture.Service.AddRootKey("none", "api.*.read_key");
        await fixture.VerifyAsync(mine);
        await fixture.VerifyAsync(other);

        Assert.Equal([mine.KeyId], await SeenAsync("one"));
        Assert.Equal(2, (await SeenAsync("both")).Count);
        Assert.Equal(2, (await SeenAsync("all")).Count);
        Assert.Empty(await SeenAsync("quoted"));
        Assert.Equal(403, (await AnalyticsTests.PostAsync(fixture, "SELECT 1", "none")).Status);
        Assert.Equal([mine.KeyId], await SeenAsync("one"));

        async Task<List<string>> SeenAsync(string rootKey) =>
            [.. (await AnalyticsTests.QueryAsync(fixture, "SELECT key_id AS k FROM key_verifications_v1", rootKey))
                .Select(row => row!["k"]!.GetValue<string>())];
    }

    [Theory]
    [InlineData("SELECT key_id FROM main.key_verifications_v1")]
    [InlineData("WITH key_verifications_v1 AS (SELECT * FROM main.key_verifications_v1) SELECT key_id FROM key_verifications_v1")]
    [InlineData("SELECT key_id FROM (SELECT * FROM main.key_verifications_v1) AS key_verifications_per_day_v1")]
    [InlineData("SELECT count() FROM main.key_verifications_v1")]
    [InlineData("SELECT (SELECT max(key_id) FROM main.key_verifications_v1)")]
    public async Task No_name_leads_around_the_restriction(string query)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        await fixture.VerifyAsync(fixture.AddKey());
        fixture.Service.AddRootKey("one", "api.other.read_analytics");

        Assert.Equal(Table, (await AnalyticsTests.PostAsync(fixture, query, "one")).Outcome);
        Assert.Empty(await AnalyticsTests.QueryAsync(fixture, "SELECT key_id FROM key_verifications_per_day_v1", "one"));
        var counted = await AnalyticsTests.QueryAsync(fixture, "SELECT count() AS n FROM key_verifications_v1", "one");
        Assert.Equal("""[{"n":0}]""", counted.ToJsonString());
        Assert.Single(await AnalyticsTests.QueryAsync(fixture, "SELECT key_id FROM key_verifications_per_day_v1"));
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_interrupted_and_the_next_one_succeeds()
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.LongestQuery = TimeSpan.FromSeconds(1));
        var key = fixture.AddKey();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => fixture.VerifyAsync(key)));
        var joins = string.Concat(Enumerable.Range(0, 8).Select(i => $", key_verifications_v1 AS t{i}"));

        var reply = await AnalyticsTests.PostAsync(fixture, "SELECT count() FROM key_verifications_v1" + joins);

        Assert.Equal("422 user/unprocessable_entity/query_execution_timeout", reply.Outcome);
        Assert.Equal(200, (await AnalyticsTests.PostAsync(fixture, "SELECT 1")).Status);
    }

    [Fact]
    public async Task A_timeout_before_the_first_row_is_a_timeout()
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.LongestQuery = TimeSpan.Zero);
        var key = fixture.AddKey();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => fixture.VerifyAsync(key)));
        var joins = string.Concat(Enumerable.Range(0, 8).Select(i => $", key_verifications_v1 AS t{i}"));

        var reply = await AnalyticsTests.PostAsync(fixture, "SELECT count() FROM key_verifications_v1" + joins);

        Assert.Equal("422 user/unprocessable_entity/query_execution_timeout", reply.Outcome);
    }

    [Fact]
    public async Task Too_many_rows_columns_or_bytes_are_rejected()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();
        await Task.WhenAll(Enumerable.Range(0, 22).Select(_ => fixture.VerifyAsync(key)));
        const string cube = "FROM key_verifications_v1 AS a, key_verifications_v1 AS b, key_verifications_v1 AS c";
        var kilobyte = new string('x', 1000);

        Assert.Equal(
            "422 user/unprocessable_entity/query_rows_limit_exceeded",
            (await AnalyticsTests.PostAsync(fixture, $"SELECT 1 {cube}")).Outcome);
        Assert.Equal(
            "422 user/unprocessable_entity/query_memory_limit_exceeded",
            (await AnalyticsTests.PostAsync(fixture, $"SELECT '{kilobyte}' AS x {cube} LIMIT 5000")).Outcome);
        Assert.Equal(
            "422 user/unprocessable_entity/query_memory_limit_exceeded",
            (await AnalyticsTests.PostAsync(fixture, $"SELECT group_concat('{kilobyte}') AS x {cube}")).Outcome);
        Assert.Equal(
            "422 user/unprocessable_entity/query_memory_limit_exceeded",
            (await AnalyticsTests.PostAsync(fixture, $"SELECT length(group_concat('{kilobyte}')) FROM (SELECT 1 {cube} LIMIT 300)")).Outcome);
        Assert.Equal(200, (await AnalyticsTests.PostAsync(fixture, $"SELECT 1{Unions(15)}")).Status);
        Assert.Equal(Query, (await AnalyticsTests.PostAsync(fixture, $"SELECT 1{Unions(16)}")).Outcome);
        Assert.Equal(200, (await AnalyticsTests.PostAsync(fixture, $"SELECT {Columns(64)}")).Status);
        Assert.Equal(Query, (await AnalyticsTests.PostAsync(fixture, $"SELECT {Columns(65)}")).Outcome);
        Assert.Equal(200, (await AnalyticsTests.PostAsync(fixture, "SELECT 1".PadRight(16_384))).Status);
        Assert.Equal(Query, (await AnalyticsTests.PostAsync(fixture, "SELECT 1".PadRight(16_385))).Outcome);

        static string Unions(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $" UNION SELECT {i}"));

        static string Columns(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"{i} AS c{i}"));
    }

    [Fact]
    public async Task More_queries_than_a_few_at_once_are_rejected()
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.LongestQuery = TimeSpan.FromSeconds(1));
        var key = fixture.AddKey();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => fixture.VerifyAsync(key)));
        var joins = string.Concat(Enumerable.Range(0, 8).Select(i => $", key_verifications_v1 AS t{i}"));

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => AnalyticsTests.PostAsync(fixture, "SELECT count() FROM key_verifications_v1" + joins)));

        Assert.All(replies, reply => Assert.Contains(reply.Status, new[] { 422, 429 }));
        Assert.Contains(replies, reply => reply.Outcome == "429 user/too_many_requests/query_quota_exceeded");
        Assert.Contains(replies, reply => reply.Status == 422);
    }

    [Fact]
    public async Task Only_the_newest_hundred_thousand_are_kept()
    {
        using var folder = new DataFolder();
        using var log = new VerificationLog(folder.File, TimeSpan.FromMinutes(1));
        for (var i = 0; i < 150_000; i++)
        {
            log.Add(new VerificationRow("req", i, "ks", "api", "key", null, "VALID", [], 0));
            if (i == 70_000)
            {
                await log.QueryAsync("SELECT 1", null, TestContext.Current.CancellationToken);
            }
        }

        var rows = await log.QueryAsync(
            "SELECT count() AS n, min(time) AS first, max(time) AS last FROM key_verifications_v1", null, TestContext.Current.CancellationToken);

        Assert.Equal("""[{"n":100000,"first":50000,"last":149999}]""", System.Text.Encoding.UTF8.GetString(rows.Json.Span));
    }
}
