using System.Text;

namespace ApiKeyAuth.LocalService.Tests;

public class SeedFileTests
{
    private const string Everything = """
        {
          // Comments and trailing commas are fine.
          "apis": [{ "apiId": "api_orders", "name": "orders", "allowedAddresses": ["127.0.0.1"], "defaultPrefix": "ord", "defaultByteLength": 16, "deleteProtection": true }],
          "rootKeys": [{ "rootKey": "verifier", "permissions": ["api.*.verify_key"] }, { "rootKey": "off", "enabled": false, "expires": 1 }],
          "namespaces": [{ "name": "gone", "deleted": true }],
          "migrations": [{ "migrationId": "mig_1", "scheme": "sha256" }],
          "keys": [{
            "apiId": "api_orders", "key": "demo_reader", "keyId": "key_reader", "name": "Reader", "externalId": "customer_42",
            "meta": { "plan": "pro" }, "permissions": ["orders.read"], "roles": ["editor"], "rolePermissions": { "admin": ["orders.write"] },
            "expires": "2030-01-01T00:00:00Z", "credits": 100, "refill": { "interval": "monthly", "amount": 100, "day": 1 },
            "rateLimits": [{ "name": "requests", "limit": 60, "duration": "00:01:00", "autoApply": true }, { "name": "tokens", "limit": 5, "duration": 1000 }],
          }],
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_carries_what_a_seed_in_code_can_and_a_restart_changes_nothing(bool stored)
    {
        using var folder = new DataFolder();
        var seed = folder.File + ".json";
        await File.WriteAllTextAsync(seed, Everything, TestContext.Current.CancellationToken);
        for (var start = 0; start < 2; start++)
        {
            await using var fixture = await ServiceFixture.StartAsync(options =>
            {
                folder.If(stored)(options);
                options.SeedFile = seed;
            });

            var verified = (await fixture.PostAsync("keys.verifyKey", new { key = "demo_reader" }, "verifier")).Data;
            Assert.Equal("VALID key_reader Reader", $"{verified["code"]} {verified["keyId"]} {verified["name"]}");
            Assert.Equal(stored ? 99 - start : 99, verified["credits"]!.GetValue<int>());
            Assert.Equal("customer_42", verified["identity"]!["externalId"]!.GetValue<string>());
            Assert.Equal("""{"plan":"pro"}""", verified["meta"]!.ToJsonString());
            Assert.Equal(["admin", "editor"], verified["roles"]!.AsArray().Select(role => role!.GetValue<string>()).Order());
            Assert.Equal(["orders.read", "orders.write"], verified["permissions"]!.AsArray().Select(slug => slug!.GetValue<string>()).Order());
            Assert.Equal(403, (await fixture.PostAsync("apis.createApi", new { name = "orders" }, "off")).Status);
            Assert.Equal(403, (await fixture.PostAsync("apis.createApi", new { name = "orders" }, "verifier")).Status);
        }
    }

    [Theory]
    [InlineData("[]", "The seed must be an object.")]
    [InlineData("{", "is not JSON: ")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "credits": "many" }] }""", "keys[0].credits must be a number.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "credits": -1 }] }""", "keys[0].credits must be 0 or more.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "credit": 1 }] }""", "keys[0] has the unknown member credit; use one of apiId, ")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "meta": [] }] }""", "keys[0].meta must be an object.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "expires": "soon" }] }""", "keys[0].expires must be a time such as ")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "permissions": ["x", 1] }] }""", "keys[0].permissions[1] must be a string.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "rolePermissions": { "r": "x" } }] }""", "keys[0].rolePermissions.r must be an array.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "refill": { "interval": "yearly" } }] }""", "keys[0].refill.interval must be one of ")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "rateLimits": [{ "name": "x", "limit": 0 }] }] }""", "keys[0].rateLimits[0].limit must be 1 or more.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "rateLimits": [{ "name": "x", "limit": 1, "duration": "1" }, 7] }] }""", "keys[0].rateLimits[1] must be an object.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "enabled": "yes" }] }""", "keys[0].enabled must be true or false.")]
    [InlineData("""{ "keys": [{ "apiId": "a" }] }""", "keys[0].key is missing.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k" }] }""", "keys[0] names the API a, which does not exist; add it to apis.")]
    [InlineData("""{ "apis": [{ "apiId": "a", "name": "n", "defaultByteLength": 1 }] }""", "apis[0].defaultByteLength must be 16 to 255.")]
    [InlineData("""{ "rootKeys": [{ "rootKey": "secret_k" }, {}] }""", "rootKeys[1].rootKey is missing.")]
    [InlineData("""{ "migrations": [{ "migrationId": "m", "scheme": "rot13" }] }""", "migrations[0].scheme must be one of ")]
    [InlineData("""{ "namespaces": {} }""", "namespaces must be an array.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": " " }] }""", "keys[0].key is blank.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "keyId": "" }] }""", "keys[0].keyId is blank.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "permissions": ["x", " "] }] }""", "keys[0].permissions[1] is blank.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "roles": [""] }] }""", "keys[0].roles[0] is blank.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k" }, { "apiId": "a", "key": "secret_k" }] }""", "keys[1].key has the same value as that of keys[0].")]
    [InlineData("""{ "keys": [{ "key": "secret_k", "keyId": "k" }, { "key": "x", "keyId": "k" }] }""", "keys[1].keyId has the same value as that of keys[0].")]
    [InlineData("""{ "apis": [{ "apiId": "a", "name": "n" }, { "apiId": "b", "name": "n" }, { "apiId": "a" }] }""", "apis[2].apiId has the same value as that of apis[0].")]
    [InlineData("""{ "rootKeys": [{ "rootKey": "secret_k" }, { "rootKey": "secret_k" }] }""", "rootKeys[1].rootKey has the same value as that of rootKeys[0].")]
    [InlineData("""{ "namespaces": [{ "name": "n" }, { "name": "n" }] }""", "namespaces[1].name has the same value as that of namespaces[0].")]
    [InlineData("""{ "migrations": [{ "migrationId": "m" }, { "migrationId": "m" }] }""", "migrations[1].migrationId has the same value as that of migrations[0].")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "rateLimits": [{ "name": "x" }, { "name": "x" }] }] }""", "keys[0].rateLimits[1].name has the same value as that of keys[0].rateLimits[0].")]
    [InlineData("""{ "apis": [{ "apiId": "a", "name": "\ud800" }] }""", "apis[0].name contains a string or a name with half of a surrogate pair.")]
    [InlineData("""{ "keys": [{ "apiId": "a", "key": "secret_k", "meta": { "x": ["\udfff"] } }] }""", "keys[0].meta.x[0] contains a string or a name with half")]
    [InlineData("""{ "\ud800": 1 }""", "half of a surrogate pair.")]
    [InlineData("{\n  \"keys\": [x]\n}", "Line 2, position 12.")]
    public async Task An_error_contains_the_path_and_no_key(string json, string message)
    {
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder.File, json, TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(
            () => LocalKeyService.StartAsync(options => options.SeedFile = folder.File, TestContext.Current.CancellationToken));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Contains(folder.File, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret_k", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_that_is_too_long_is_named()
    {
        using var folder = new DataFolder();
        var json = $$"""{ "keys": [{ "apiId": "a", "key": "secret_k", "meta": { "x": "{{new string('x', 70_000)}}" } }] }""";
        await File.WriteAllTextAsync(folder.File, json, TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(
            () => LocalKeyService.StartAsync(options => options.SeedFile = folder.File, TestContext.Current.CancellationToken));

        Assert.EndsWith("keys[0].meta is too long.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_may_begin_with_a_byte_order_mark()
    {
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder.File, Everything, Encoding.UTF8, TestContext.Current.CancellationToken);

        await using var fixture = await ServiceFixture.StartAsync(options => options.SeedFile = folder.File);

        Assert.Equal(200, (await fixture.PostAsync("keys.verifyKey", new { key = "demo_reader" }, "verifier")).Status);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var fault = await Assert.ThrowsAsync<IOException>(
            () => LocalKeyService.StartAsync(options => options.SeedFile = "no-such-seed.json", TestContext.Current.CancellationToken));

        Assert.StartsWith("The seed file no-such-seed.json cannot be read: ", fault.Message, StringComparison.Ordinal);
    }
}
