using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Each API has one keyspace, and a verification can be limited to keyspaces.</summary>
public class KeyspaceTests
{
    private const string Orders = "ks_orders";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<(ServiceFixture Fixture, LocalKey Key)> StartAsync(Func<string, KeySeed>? seed = null)
    {
        var fixture = await ServiceFixture.StartAsync();
        var api = fixture.Service.AddApi(new ApiSeed { Name = "orders", KeyspaceId = Orders, AllowedAddresses = ["127.0.0.1"] });
        return (fixture, fixture.Service.AddKey(seed?.Invoke(api.ApiId) ?? new KeySeed { ApiId = api.ApiId }));
    }

    [Theory]
    [InlineData("""["ks_orders"]""", "VALID")]
    [InlineData("""["ks_invoices","ks_orders"]""", "VALID")]
    [InlineData("""["ks_1","ks_2","ks_3","ks_4","ks_orders"]""", "VALID")]
    [InlineData("""["ks_orders","ks_orders"]""", "VALID")]
    [InlineData("""["ks_invoices"]""", "NOT_FOUND")]
    [InlineData("""["KS_ORDERS"]""", "NOT_FOUND")]
    [InlineData("""["ks_orders "]""", "NOT_FOUND")]
    [InlineData("""["ks_order"]""", "NOT_FOUND")]
    [InlineData("""["*"]""", "NOT_FOUND")]
    public async Task Key_is_found_only_in_the_keyspaces_that_the_call_names(string keyspaces, string code)
    {
        var (fixture, key) = await StartAsync();
        await using var _ = fixture;

        var verified = await VerifyAsync(fixture, key, keyspaces);

        Assert.Equal($"200 {code}", verified.Outcome);
        Assert.Equal(code == "VALID" ? Orders : null, verified.Data["keyspaceId"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("[]", "minItems")]
    [InlineData("""["1","2","3","4","5","6"]""", "maxItems")]
    [InlineData("""[""]""", "items/minLength")]
    [InlineData("""["ks_orders",null]""", "items/type")]
    [InlineData("""["ks_orders",7]""", "items/type")]
    [InlineData("\"ks_orders\"", "type")]
    [InlineData("null", "type")]
    [InlineData("{}", "type")]
    public async Task Keyspaces_of_another_shape_are_rejected(string keyspaces, string rule)
    {
        var (fixture, key) = await StartAsync(apiId => new KeySeed { ApiId = apiId, Credits = 1 });
        await using var _ = fixture;

        var rejected = await VerifyAsync(fixture, key, keyspaces);

        Assert.Equal("400 unkey/application/invalid_input", rejected.Outcome);
        Assert.Equal(["/properties/keyspaces/" + rule], rejected.Locations);
        Assert.Equal(0, (await fixture.VerifyAsync(key)).Data["credits"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(100, "200 NOT_FOUND")]
    [InlineData(101, "400 unkey/application/invalid_input")]
    public async Task Keyspace_id_has_at_most_100_characters(int length, string outcome)
    {
        var (fixture, key) = await StartAsync();
        await using var _ = fixture;

        Assert.Equal(outcome, (await VerifyAsync(fixture, key, $"[\"{new string('x', length)}\"]")).Outcome);
    }

    [Fact]
    public async Task Every_outcome_but_NOT_FOUND_carries_the_keyspace()
    {
        var (fixture, valid) = await StartAsync();
        await using var _ = fixture;
        var closed = fixture.Service.AddApi(new ApiSeed { Name = "closed", KeyspaceId = "ks_closed", AllowedAddresses = ["198.51.100.4"] });
        var limit = new LocalRateLimit("requests", 1, TimeSpan.FromMinutes(1), AutoApply: true);

        Assert.Equal(("VALID", Orders), await OutcomeAsync(valid));
        Assert.Equal(("DISABLED", Orders), await OutcomeAsync(Add(new KeySeed { ApiId = valid.ApiId, Enabled = false })));
        Assert.Equal(("EXPIRED", Orders), await OutcomeAsync(Add(new KeySeed { ApiId = valid.ApiId, Expires = DateTimeOffset.UnixEpoch })));
        Assert.Equal(("FORBIDDEN", "ks_closed"), await OutcomeAsync(Add(new KeySeed { ApiId = closed.ApiId })));
        Assert.Equal(("INSUFFICIENT_PERMISSIONS", Orders), await OutcomeAsync(valid, "docs.read"));
        var limited = Add(new KeySeed { ApiId = valid.ApiId, RateLimits = [limit] });
        await fixture.VerifyAsync(limited);
        Assert.Equal(("RATE_LIMITED", Orders), await OutcomeAsync(limited));
        Assert.Equal(("USAGE_EXCEEDED", Orders), await OutcomeAsync(Add(new KeySeed { ApiId = valid.ApiId, Credits = 0 })));
        Assert.Equal("""{"valid":false,"code":"NOT_FOUND"}""", (await fixture.PostAsync("keys.verifyKey", new { key = "unknown" })).Data.ToJsonString());

        LocalKey Add(KeySeed seed) => fixture.Service.AddKey(seed);

        async Task<(string?, string?)> OutcomeAsync(LocalKey key, string? permissions = null)
        {
            var data = (await (permissions is null
                ? fixture.VerifyAsync(key)
                : fixture.PostAsync("keys.verifyKey", new { key = key.Key, permissions }))).Data;
            return (data["code"]?.GetValue<string>(), data["keyspaceId"]?.GetValue<string>());
        }
    }

    [Fact]
    public async Task Keyspace_is_checked_before_everything_about_the_key_and_charges_nothing()
    {
        var (fixture, disabled) = await StartAsync(apiId => new KeySeed { ApiId = apiId, Enabled = false });
        await using var _ = fixture;
        var expired = fixture.Service.AddKey(new KeySeed { ApiId = disabled.ApiId, Expires = DateTimeOffset.UnixEpoch });
        var charged = fixture.Service.AddKey(new KeySeed { ApiId = disabled.ApiId, Credits = 1 });

        foreach (var key in new[] { disabled, expired, charged })
        {
            var rejected = await fixture.PostAsync("keys.verifyKey", new { key = key.Key, keyspaces = new[] { "ks_invoices" }, permissions = "(" });
            Assert.Equal("""{"valid":false,"code":"NOT_FOUND"}""", rejected.Data.ToJsonString());
        }

        Assert.Equal("200 DISABLED", (await VerifyAsync(fixture, disabled, """["ks_orders"]""")).Outcome);
        Assert.Equal(0, fixture.Service.CreditsCharged(charged.KeyId));
        Assert.Equal(0, (await VerifyAsync(fixture, charged, """["ks_orders"]""")).Data["credits"]!.GetValue<int>());
    }

    [Fact]
    public async Task Naming_the_keyspace_does_not_replace_a_permission_of_the_root_key()
    {
        var (fixture, key) = await StartAsync();
        await using var _ = fixture;
        fixture.Service.AddRootKey("other", "api.api_other.verify_key");

        var rejected = await fixture.PostAsync("keys.verifyKey", new { key = key.Key, keyspaces = new[] { Orders } }, "other");

        Assert.Equal("200 NOT_FOUND", rejected.Outcome);
    }

    [Fact]
    public async Task Each_API_has_a_keyspace_of_its_own()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        string[] ids = ["api_one", "one", "ks_one", "api_" + new string('x', 96), new string('x', 96), new string('x', 200), new string('y', 200)];

        var keyspaces = ids.Select(id => fixture.Service.AddApi("orders", id).KeyspaceId)
            .Append(fixture.Service.AddApi("orders").KeyspaceId).Append(await CreatedAsync()).Append(await CreatedAsync()).ToList();

        Assert.Equal("ks_one", keyspaces[0]);
        Assert.All(keyspaces, id => Assert.Matches(@"\Aks_.{1,97}\z", id));
        Assert.Equal(keyspaces.Count, keyspaces.Distinct().Count());

        async Task<string> CreatedAsync()
        {
            var apiId = (await fixture.PostAsync("apis.createApi", new { name = "orders" })).Data["apiId"]!.GetValue<string>();
            var created = await fixture.PostAsync("keys.createKey", new { apiId });
            return (await fixture.PostAsync("keys.verifyKey", new { key = created.Data["key"]!.GetValue<string>() })).Data["keyspaceId"]!.GetValue<string>();
        }
    }

    [Fact]
    public async Task Keyspace_of_a_seed_is_its_own_and_fits_a_request()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.AddApi(new ApiSeed { Name = "orders", KeyspaceId = Orders });

        Assert.Contains("ks_orders is taken", Fault(Orders), StringComparison.Ordinal);
        Assert.Contains("1 to 100 characters", Fault(" "), StringComparison.Ordinal);
        Assert.Contains("1 to 100 characters", Fault(new string('x', 101)), StringComparison.Ordinal);

        string Fault(string id) =>
            Assert.Throws<ArgumentException>(() => fixture.Service.AddApi(new ApiSeed { Name = "orders", KeyspaceId = id })).Message;
    }

    [Fact]
    public async Task Keyspace_of_a_seed_file_is_kept_and_a_taken_one_names_its_place()
    {
        using var folder = new DataFolder();
        var seed = folder.File + ".json";
        await File.WriteAllTextAsync(
            seed,
            """
            { "apis": [{ "apiId": "api_1", "name": "orders", "keyspaceId": "ks_orders" }], "keys": [{ "apiId": "api_1", "key": "demo" }] }
            """,
            Token);
        for (var start = 0; start < 2; start++)
        {
            await using var fixture = await ServiceFixture.StartAsync(options => (options.DataFile, options.SeedFile) = (folder.File, seed));
            var verified = await fixture.PostAsync("keys.verifyKey", new { key = "demo", keyspaces = new[] { Orders } });
            Assert.Equal("200 VALID", verified.Outcome);
        }

        await File.WriteAllTextAsync(
            seed, """{ "apis": [{ "apiId": "a", "name": "a", "keyspaceId": "x" }, { "apiId": "b", "name": "b", "keyspaceId": "x" }] }""", Token);
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => LocalKeyService.StartAsync(options => options.SeedFile = seed, Token));
        Assert.Contains("apis[1]: The keyspace id x is taken.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Analytics_record_the_keyspace_of_the_key()
    {
        var (fixture, key) = await StartAsync();
        await using var _ = fixture;
        await fixture.VerifyAsync(key);
        await VerifyAsync(fixture, key, """["ks_invoices"]""");

        var row = Assert.Single(await AnalyticsTests.QueryAsync(fixture, "SELECT key_space_id, outcome FROM key_verifications_v1"));

        Assert.Equal((Orders, "VALID"), (row!["key_space_id"]!.GetValue<string>(), row["outcome"]!.GetValue<string>()));
    }

    /// <summary>
    /// The rows are those that version 1 of the file has: an API knew no keyspace, and analytics made one up from its id.
    /// </summary>
    [Fact]
    public async Task File_of_version_1_gets_the_keyspaces_that_its_analytics_show()
    {
        using var folder = new DataFolder();
        string[] ids = ["api_one", "two", "api_two", new string('x', 150)];
        await using (var fixture = await ServiceFixture.StartAsync(options => options.DataFile = folder.File))
        {
            foreach (var id in ids)
            {
                fixture.Service.AddApi("orders", id);
                fixture.Service.AddKey(new KeySeed { ApiId = id, Key = "key of " + id });
            }
        }

        Change(folder, "UPDATE apis SET data = json_remove(data, '$.keyspaceId'); PRAGMA user_version = 1");

        List<string> first = await KeyspacesAsync(), second = await KeyspacesAsync();

        Assert.Equal(["ks_one", "ks_two"], [first[0], first[2]]);
        Assert.Equal(ids.Length, first.Distinct().Count());
        Assert.All(first, id => Assert.InRange(id.Length, 4, 100));
        Assert.Equal(first, second);

        async Task<List<string>> KeyspacesAsync()
        {
            await using var fixture = await ServiceFixture.StartAsync(options => options.DataFile = folder.File);
            var found = new List<string>();
            foreach (var id in ids)
            {
                var verified = await fixture.PostAsync("keys.verifyKey", new { key = "key of " + id });
                found.Add(verified.Data["keyspaceId"]!.GetValue<string>());
            }

            return found;
        }
    }

    [Fact]
    public async Task Damaged_row_of_version_1_is_damage_and_not_a_failed_migration()
    {
        using var folder = new DataFolder();
        await using (var fixture = await ServiceFixture.StartAsync(options => options.DataFile = folder.File))
        {
            fixture.AddKey();
        }

        Change(folder, "UPDATE apis SET data = 'no json'; PRAGMA user_version = 1");

        var fault = await Assert.ThrowsAsync<IOException>(() => LocalKeyService.StartAsync(options => options.DataFile = folder.File, Token));
        Assert.Contains("is damaged", fault.Message, StringComparison.Ordinal);
    }

    private static Task<Reply> VerifyAsync(ServiceFixture fixture, LocalKey key, string keyspaces) =>
        fixture.PostAsync("keys.verifyKey", $$"""{"key":"{{key.Key}}","keyspaces":{{keyspaces}}}""");

    private static void Change(DataFolder folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
