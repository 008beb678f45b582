using System.Security.Cryptography;

namespace ApiKeyAuth.Client.Tests;

public sealed class KeysCallTests
{
    private static readonly DateTimeOffset Later = new(2099, 12, 31, 23, 59, 59, 5, TimeSpan.FromHours(2));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Created_key_carries_everything_that_was_asked_for()
    {
        await using var local = await LocalClient.StartAsync();
        await local.Permissions.CreateRoleAsync(new CreateRoleRequest { Name = "reader", Permissions = ["docs.read"] }, Token);

        var created = (await local.Keys.CreateKeyAsync(
            new CreateKeyRequest
            {
                ApiId = LocalClient.ApiId,
                Prefix = "acme",
                Name = "Größe 🔑",
                ByteLength = 24,
                ExternalId = "user_1",
                Meta = KeyServiceMeta.Write(new Dictionary<string, int> { ["a"] = 1 }, TestJsonContext.Default.DictionaryStringInt32),
                Roles = ["reader"],
                Permissions = ["docs.write"],
                Expires = Later,
                Credits = new KeyServiceCredits { Remaining = 5, Refill = new CreditsRefill { Interval = RefillIntervals.Monthly, Amount = 9, RefillDay = 31 } },
                RateLimits = [new RateLimitInput { Name = "requests", Limit = 10, Duration = TimeSpan.FromMinutes(1), AutoApply = true }],
                Enabled = false,
            },
            Token)).Data;

        Assert.StartsWith("acme_", created.Key, StringComparison.Ordinal);
        var key = await local.ReadAsync(created.KeyId);
        Assert.Equal(("Größe 🔑", false, created.Key[..9]), (key.Name, key.Enabled, key.Start));
        Assert.Equal((Later, 1), (key.Expires, key.Meta!.Value.GetProperty("a").GetInt32()));
        Assert.Equal(["docs.read", "docs.write"], key.Permissions!.Order());
        Assert.Equal("reader", Assert.Single(key.Roles!));
        Assert.Equal("user_1", key.Identity!.ExternalId);
        Assert.Equal((5, "monthly", 9, 31), (key.Credits!.Remaining, key.Credits.Refill!.Interval, key.Credits.Refill.Amount, key.Credits.Refill.RefillDay));
        var limit = Assert.Single(key.RateLimits!);
        Assert.Equal(("requests", 10, TimeSpan.FromMinutes(1), true), (limit.Name, limit.Limit, limit.Duration, limit.AutoApply));
        Assert.InRange(TimeProvider.System.GetUtcNow() - key.CreatedAt, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Key_with_credits_of_null_is_unlimited()
    {
        await using var local = await LocalClient.StartAsync();

        var created = await local.Keys.CreateKeyAsync(new CreateKeyRequest { ApiId = LocalClient.ApiId, Credits = new KeyServiceCredits { Remaining = null } }, Token);

        Assert.Null((await local.ReadAsync(created.Data.KeyId)).Credits);
    }

    [Fact]
    public async Task Key_is_verified()
    {
        await using var local = await LocalClient.StartAsync();
        var key = local.AddKey(credits: 3, permissions: "docs.read");

        var result = (await local.Keys.VerifyKeyAsync(
            new VerifyKeyRequest
            {
                Key = key.Key,
                Permissions = "docs.read OR docs.write",
                Credits = new VerifyKeyCredits { Cost = 2 },
                RateLimits = [new VerifyKeyRateLimit { Name = "inline", Limit = 4, Duration = TimeSpan.FromHours(1), Cost = 3 }],
                Tags = ["region=eu"],
                MigrationId = "mig_none",
            },
            Token)).Data;

        Assert.Equal((true, VerificationCodes.Valid, key.KeyId, 1), (result.Valid, result.Code, result.KeyId, result.Credits));
        Assert.Equal(("inline", 1), (Assert.Single(result.RateLimits!).Name, result.RateLimits![0].Remaining));
    }

    [Fact]
    public async Task Key_is_verified_only_in_the_keyspaces_that_the_request_names()
    {
        await using var local = await LocalClient.StartAsync();
        var key = local.AddKey();
        var keyspace = (await VerifyAsync(null)).KeyspaceId!;
        var longest = new string('x', 100);

        Assert.StartsWith("ks_", keyspace, StringComparison.Ordinal);
        Assert.Equal((VerificationCodes.Valid, keyspace), Seen(await VerifyAsync([keyspace])));
        Assert.Equal((VerificationCodes.Valid, keyspace), Seen(await VerifyAsync(["ks_1", "ks_2", "ks_3", longest, keyspace])));
        Assert.Equal((VerificationCodes.NotFound, null), Seen(await VerifyAsync(["ks_other"])));

        async Task<VerifyKeyResult> VerifyAsync(string[]? keyspaces) =>
            (await local.Keys.VerifyKeyAsync(new VerifyKeyRequest { Key = key.Key, Keyspaces = keyspaces }, Token)).Data;

        static (string Code, string? KeyspaceId) Seen(VerifyKeyResult result) => (result.Code, result.KeyspaceId);
    }

    [Fact]
    public async Task Key_is_read_by_its_id()
    {
        await using var local = await LocalClient.StartAsync();
        var key = local.AddKey(name: "by id");

        Assert.Equal("by id", (await local.ReadAsync(key.KeyId)).Name);
    }

    [Fact]
    public async Task Key_is_read_by_its_text_without_spending_anything()
    {
        await using var local = await LocalClient.StartAsync();
        var key = local.AddKey(credits: 1);

        var found = (await local.Keys.WhoamiAsync(new WhoamiRequest { Key = key.Key }, Token)).Data;

        Assert.Equal((key.KeyId, 1), (found.KeyId, found.Credits!.Remaining));
    }

    [Fact]
    public async Task Key_is_changed()
    {
        await using var local = await LocalClient.StartAsync();
        var key = local.AddKey(name: "before");

        var answer = await local.Keys.UpdateKeyAsync(new UpdateKeyRequest { KeyId = key.KeyId, Name = "after", Enabled = false }, Token);

        Assert.NotNull(answer.RequestId);
        var changed = await local.ReadAsync(key.KeyId);
        Assert.Equal(("after", false), (changed.Name, changed.Enabled));
        Assert.NotNull(changed.UpdatedAt);
    }

    [Fact]
    public async Task Balance_is_set_incremented_decremented_and_lifted()
    {
        await using var local = await LocalClient.StartAsync();
        var key = local.AddKey(credits: 10);
        async Task<long?> ChangeAsync(string operation, Optional<long?> value) => (await local.Keys.UpdateCreditsAsync(
            new UpdateCreditsRequest { KeyId = key.KeyId, Operation = operation, Value = value }, Token)).Data.Remaining;

        Assert.Equal(50, await ChangeAsync(CreditOperations.Set, 50));
        Assert.Equal(55, await ChangeAsync(CreditOperations.Increment, 5));
        Assert.Equal(0, await ChangeAsync(CreditOperations.Decrement, 1000));
        Assert.Null(await ChangeAsync(CreditOperations.Set, null));
    }

    [Fact]
    public async Task Rerolled_key_replaces_the_old_one_after_the_overlap()
    {
        await using var local = await LocalClient.StartAsync();
        var old = local.AddKey(name: "old");
        var before = TimeProvider.System.GetUtcNow();

        var rerolled = (await local.Keys.RerollKeyAsync(new RerollKeyRequest { KeyId = old.KeyId, Expiration = TimeSpan.FromHours(1) }, Token)).Data;

        Assert.NotEqual(old.KeyId, rerolled.KeyId);
        Assert.Equal(VerificationCodes.Valid, await local.VerifyAsync(rerolled.Key));
        Assert.Equal("old", (await local.ReadAsync(rerolled.KeyId)).Name);
        Assert.InRange((await local.ReadAsync(old.KeyId)).Expires!.Value - before, TimeSpan.FromHours(1), TimeSpan.FromMinutes(62));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public async Task Deleted_key_is_rejected(bool? permanent)
    {
        await using var local = await LocalClient.StartAsync();
        var key = local.AddKey();

        await local.Keys.DeleteKeyAsync(new DeleteKeyRequest { KeyId = key.KeyId, Permanent = permanent }, Token);

        Assert.Equal(VerificationCodes.NotFound, await local.VerifyAsync(key.Key));
    }

    [Fact]
    public async Task Migrated_key_is_verified_by_its_old_text()
    {
        await using var local = await LocalClient.StartAsync();
        local.Service.AddMigration("mig_1");
        var hash = Convert.ToBase64String(SHA256.HashData("old_key"u8));
        var request = new MigrateKeysRequest
        {
            MigrationId = "mig_1",
            ApiId = LocalClient.ApiId,
            Keys = [new MigrateKey { Hash = hash, Name = "from afar", ExternalId = "user 1", Credits = new KeyServiceCredits { Remaining = 2 } }],
        };

        var first = (await local.Keys.MigrateKeysAsync(request, Token)).Data;
        var second = (await local.Keys.MigrateKeysAsync(request, Token)).Data;

        Assert.Null(first.Failed);
        Assert.Equal("from afar", (await local.ReadAsync(Assert.Single(first.Migrated!).KeyId)).Name);
        Assert.Equal(VerificationCodes.Valid, await local.VerifyAsync("old_key"));
        Assert.Equal(hash, Assert.Single(second.Failed!));
    }
}
