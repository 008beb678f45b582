using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ApiKeyAuth.LocalService.Tests;

public class MigrationTests
{
    private const string Migrate = "keys.migrateKeys";

    [Fact]
    public async Task Imported_hashes_verify_and_known_ones_are_reported()
    {
        await using var fixture = await StartAsync(MigrationScheme.Sha256);
        var known = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Key = "known" });
        var body = $$"""
            {"migrationId":"mig_1","apiId":"{{known.ApiId}}","keys":[
              {"hash":"{{Sha256("imported")}}","externalId":"an owner!","roles":["new-role"],"permissions":["docs.read"],
               "credits":{"remaining":2} },
              {"hash":"{{Sha256("known")}}"}]}
            """;

        var first = await fixture.PostAsync(Migrate, body);
        var again = await fixture.PostAsync(Migrate, body);

        Assert.Equal($"[\"{Sha256("known")}\"]", first.Data["failed"]!.ToJsonString());
        Assert.Single(first.Data["migrated"]!.AsArray());
        Assert.Equal(2, again.Data["failed"]!.AsArray().Count);
        var result = await fixture.PostAsync("keys.verifyKey", new { key = "imported", permissions = "docs.read" });
        Assert.Equal(("VALID", 1), (result.Code, result.Data["credits"]!.GetValue<int>()));
        Assert.Equal("an owner!", result.Data["identity"]!["externalId"]!.GetValue<string>());
        Assert.Empty((await fixture.PostAsync("keys.whoami", new { key = "imported" })).Data["start"]!.GetValue<string>());
    }

    [Fact]
    public async Task Nothing_that_failed_is_null()
    {
        await using var fixture = await StartAsync(MigrationScheme.Sha256);

        var reply = await fixture.PostAsync(Migrate, Body(fixture, """{"hash":"abcdef"}"""));

        Assert.Contains("\"failed\":null", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"hash":"abcdef"},{"hash":"abcdef"}""", "500 unkey/application/service_unavailable")]
    [InlineData("""{"hash":"abcdef"},{"hash":"ghijkl","credits":{"remaining":null}}""", "500 unkey/application/unexpected_error")]
    [InlineData(
        """{"hash":"abcdef"},{"hash":"ghijkl","credits":{"remaining":1,"refill":{"interval":"monthly","amount":1}}}""",
        "400 unkey/application/invalid_input")]
    public async Task A_batch_is_taken_whole_or_not_at_all(string keys, string outcome)
    {
        await using var fixture = await StartAsync(MigrationScheme.Sha256);
        var body = Body(fixture, keys);

        Assert.Equal(outcome, (await fixture.PostAsync(Migrate, body)).Outcome);

        var apiId = JsonNode.Parse(body)!["apiId"]!.GetValue<string>();
        Assert.Empty((await fixture.PostAsync("apis.listKeys", new { apiId })).Data.AsArray());
    }

    [Fact]
    public async Task A_hash_stays_taken_by_a_deleted_key_unless_that_is_gone_for_good()
    {
        await using var fixture = await StartAsync(MigrationScheme.Sha256);
        var (soft, hard) = (fixture.AddKey(), fixture.AddKey());
        await fixture.PostAsync("keys.deleteKey", new { keyId = soft.KeyId });
        await fixture.PostAsync("keys.deleteKey", new { keyId = hard.KeyId, permanent = true });

        var body = Body(fixture, $$"""{"hash":"{{Sha256(soft.Key)}}"},{"hash":"{{Sha256(hard.Key)}}"}""");
        var reply = await fixture.PostAsync(Migrate, body);

        Assert.Equal(Sha256(soft.Key), reply.Data["failed"]!.AsArray().Single()!.GetValue<string>());
        Assert.Equal(Sha256(hard.Key), reply.Data["migrated"]!.AsArray().Single()!["hash"]!.GetValue<string>());
        Assert.Equal("NOT_FOUND", (await fixture.VerifyAsync(soft)).Code);
        Assert.Equal("VALID", (await fixture.VerifyAsync(hard)).Code);
    }

    [Fact]
    public async Task A_prefixed_key_is_adopted_by_its_first_verification()
    {
        await using var fixture = await StartAsync(MigrationScheme.PrefixedApiKey);
        var hash = Convert.ToHexStringLower(SHA256.HashData("longpart"u8));
        await fixture.PostAsync(Migrate, Body(fixture, $$"""{"hash":"{{hash}}"}"""));
        const string key = "acme_short_longpart";

        Assert.Equal("NOT_FOUND", (await fixture.PostAsync("keys.verifyKey", new { key })).Code);
        Assert.Equal("NOT_FOUND", (await fixture.PostAsync("keys.verifyKey", new { key, migrationId = "mig_unknown" })).Code);
        Assert.Equal("VALID", (await fixture.PostAsync("keys.verifyKey", new { key, migrationId = "mig_1" })).Code);
        Assert.Equal("VALID", (await fixture.PostAsync("keys.verifyKey", new { key })).Code);
        Assert.Null((await fixture.PostAsync(Migrate, Body(fixture, $$"""{"hash":"{{hash}}"}"""))).Data["failed"]);
        Assert.Equal("acme_short_long", (await fixture.PostAsync("keys.whoami", new { key })).Data["start"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_prefixed_key_whose_plain_hash_is_taken_is_rejected_and_stays_as_it_was()
    {
        await using var fixture = await StartAsync(MigrationScheme.PrefixedApiKey);
        const string key = "acme_short_longpart";
        var deleted = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Key = key });
        await fixture.PostAsync("keys.deleteKey", new { keyId = deleted.KeyId });
        var hash = Convert.ToHexStringLower(SHA256.HashData("longpart"u8));
        await fixture.PostAsync(Migrate, Body(fixture, $$"""{"hash":"{{hash}}"}"""));

        var reply = await fixture.PostAsync("keys.verifyKey", new { key, migrationId = "mig_1" });

        Assert.Equal("500 unkey/application/service_unavailable", reply.Outcome);
        Assert.Single((await fixture.PostAsync(Migrate, Body(fixture, $$"""{"hash":"{{hash}}"}"""))).Data["failed"]!.AsArray());
    }

    [Fact]
    public async Task A_key_that_the_prefixed_scheme_cannot_split_is_malformed()
    {
        await using var fixture = await StartAsync(MigrationScheme.PrefixedApiKey);

        var reply = await fixture.PostAsync("keys.verifyKey", new { key = "two_parts", migrationId = "mig_1" });

        Assert.Equal("400 unkey/authentication/malformed", reply.Outcome);
    }

    private static async Task<ServiceFixture> StartAsync(MigrationScheme scheme)
    {
        var fixture = await ServiceFixture.StartAsync();
        fixture.Service.AddMigration("mig_1", scheme);
        return fixture;
    }

    private static string Body(ServiceFixture fixture, string keys) =>
        $$"""{"migrationId":"mig_1","apiId":"{{fixture.Service.AddApi("orders").ApiId}}","keys":[{{keys}}]}""";

    private static string Sha256(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
