using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.LocalService.Tests;

public class PersistenceTests
{
    private const string RootKey = "root_key_of_the_operator";

    [Fact]
    public async Task Every_change_whose_call_succeeded_is_there_after_a_restart()
    {
        using var folder = new DataFolder();
        string apiId;
        string[] before;
        await using (var fixture = await StartAsync(folder))
        {
            apiId = await FillAsync(fixture);
            before = await DescribeAsync(fixture, apiId);
        }

        await using var restarted = await StartAsync(folder);

        Assert.Equal(before, await DescribeAsync(restarted, apiId));
        Assert.All(before, text => Assert.True(text.Length > 30, text));
        var migration = new { migrationId = "acme", apiId, keys = new[] { new { hash = "a-hash-of-another-scheme" } } };
        Assert.Equal(200, (await restarted.PostAsync("keys.migrateKeys", migration)).Status);
    }

    [Fact]
    public async Task Keys_of_every_state_are_verified_after_a_restart_as_before()
    {
        using var folder = new DataFolder();
        LocalKey metered, disabled, deleted, limited, shared;
        await using (var fixture = await StartAsync(folder))
        {
            metered = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 3 });
            disabled = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Enabled = false });
            deleted = fixture.AddKey();
            limited = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, RateLimits = [new("all", 1, TimeSpan.FromHours(1), true)] });
            shared = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, RolePermissions = { ["reader"] = ["docs.read"] } });
            await fixture.VerifyAsync(metered);
            await fixture.PostAsync("keys.deleteKey", new { keyId = deleted.KeyId });
        }

        await using var restarted = await StartAsync(folder);

        Assert.Equal(1, (await restarted.VerifyAsync(metered)).Data["credits"]!.GetValue<long>());
        Assert.Equal("DISABLED", (await restarted.VerifyAsync(disabled)).Code);
        Assert.Equal("NOT_FOUND", (await restarted.VerifyAsync(deleted)).Code);
        Assert.Equal("VALID", (await restarted.VerifyAsync(limited)).Code);
        Assert.Equal("RATE_LIMITED", (await restarted.VerifyAsync(limited)).Code);
        Assert.Equal("docs.read", (await restarted.VerifyAsync(shared)).Data["permissions"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Keys_that_were_removed_for_good_leave_nothing_behind()
    {
        using var folder = new DataFolder();
        LocalKey key;
        await using (var fixture = await StartAsync(folder))
        {
            key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 3 });
            await fixture.PostAsync("keys.deleteKey", new { keyId = key.KeyId, permanent = true });
        }

        await using var restarted = await StartAsync(folder);

        Assert.Equal("NOT_FOUND", (await restarted.VerifyAsync(key)).Code);
        Assert.Equal(key.Key, restarted.Service.AddKey(new KeySeed { ApiId = key.ApiId, Key = key.Key, KeyId = key.KeyId }).Key);
        Assert.Null((await restarted.VerifyAsync(key)).Data["credits"]);
    }

    [Fact]
    public async Task A_root_key_of_the_options_stays_and_a_generated_one_ends_with_its_service()
    {
        using var folder = new DataFolder();
        string generated;
        await using (var fixture = await ServiceFixture.StartAsync(options => options.DataFile = folder.File))
        {
            generated = fixture.Service.RootKey;
            fixture.Service.AddRootKey(RootKey, "api.*.create_api");
            Assert.Equal(200, (await fixture.PostAsync("apis.createApi", new { name = "orders" })).Status);
        }

        await using var restarted = await ServiceFixture.StartAsync(options => options.DataFile = folder.File);

        Assert.Equal(401, (await restarted.PostAsync("apis.createApi", new { name = "orders" }, generated)).Status);
        Assert.Equal(200, (await restarted.PostAsync("apis.createApi", new { name = "orders" }, RootKey)).Status);
        Assert.Equal(403, (await restarted.PostAsync("permissions.listRoles", new { }, RootKey)).Status);
    }

    [Fact]
    public async Task Refills_that_fell_due_while_the_service_was_down_are_made_up_for()
    {
        using var folder = new DataFolder();
        LocalKey key;
        await using (var fixture = await StartAsync(folder))
        {
            key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 1, Refill = new(RefillInterval.Daily, 5) });
            Assert.Equal("VALID", (await fixture.VerifyAsync(key)).Code);
            Assert.Equal("USAGE_EXCEEDED", (await fixture.VerifyAsync(key)).Code);
        }

        await using var restarted = await StartAsync(folder, later: TimeSpan.FromDays(2));

        Assert.Equal(4, (await restarted.VerifyAsync(key)).Data["credits"]!.GetValue<long>());
    }

    [Fact]
    public async Task The_external_id_of_a_deleted_identity_belongs_to_its_successor()
    {
        using var folder = new DataFolder();
        var ids = new List<string>();
        await using (var fixture = await StartAsync(folder))
        {
            for (var i = 0; i < 8; i++)
            {
                var created = await fixture.PostAsync("identities.createIdentity", new { externalId = "acme" });
                ids.Add(created.Data["identityId"]!.GetValue<string>());
                if (i < 7)
                {
                    await fixture.PostAsync("identities.deleteIdentity", new { identity = "acme" });
                }
            }
        }

        await using var restarted = await StartAsync(folder);

        var found = await restarted.PostAsync("identities.getIdentity", new { identity = "acme" });
        Assert.Equal(ids[^1], found.Data["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task No_file_holds_the_text_of_a_key_or_a_root_key()
    {
        using var folder = new DataFolder();
        await using var fixture = await StartAsync(folder);
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Name = "a name that is stored", Credits = 5 });
        var created = (await fixture.PostAsync("keys.createKey", new { apiId = key.ApiId })).Data["key"]!.GetValue<string>();
        var reroll = await fixture.PostAsync("keys.rerollKey", new { keyId = key.KeyId, expiration = 0 });
        var rerolled = reroll.Data["key"]!.GetValue<string>();
        await fixture.VerifyAsync(key);

        AssertNoSecret(folder.Bytes());
        await fixture.DisposeAsync();
        AssertNoSecret(folder.Bytes());

        void AssertNoSecret(byte[] bytes)
        {
            Assert.True(Contains(bytes, "a name that is stored"));
            Assert.All([key.Key, created, rerolled, RootKey], secret => Assert.False(Contains(bytes, secret)));
        }
    }

    private static bool Contains(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static Task<ServiceFixture> StartAsync(DataFolder folder, TimeSpan later = default) => ServiceFixture.StartAsync(options =>
    {
        options.DataFile = folder.File;
        options.RootKey = RootKey;
        ((FakeTimeProvider)options.TimeProvider).Advance(later);
    });

    private static async Task<string> FillAsync(ServiceFixture fixture)
    {
        await fixture.PostAsync("identities.createIdentity", """
            {"externalId":"acme","meta":{"plan":"pro","big":123456789012345678901234567890,"text":"\"é😀\\"},
             "ratelimits":[{"name":"requests","limit":9223372036854775807,"duration":60000,"autoApply":true}]}
            """);
        await fixture.PostAsync("permissions.createPermission", new { name = "Read", slug = "docs.read", description = "Reads." });
        await fixture.PostAsync("permissions.createRole", new { name = "réader", permissions = new[] { "docs.read" } });
        var api = (await fixture.PostAsync("apis.createApi", new { name = "orders" })).Data["apiId"]!.GetValue<string>();
        await fixture.PostAsync("keys.createKey", $$$"""
            {"apiId":"{{{api}}}","name":"one","externalId":"acme","meta":{"a":[1,{"b":null}]},"roles":["réader"],
             "permissions":["docs.write"],"expires":4102444800000,"enabled":false,
             "credits":{"remaining":7,"refill":{"interval":"monthly","amount":9,"refillDay":31}},
             "ratelimits":[{"name":"calls","limit":5,"duration":1000,"autoApply":false}]}
            """);
        fixture.Service.AddMigration("acme", MigrationScheme.PrefixedApiKey);
        await fixture.PostAsync("ratelimit.limit", new { @namespace = "email", identifier = "me", limit = 5, duration = 60000 });
        await fixture.PostAsync("ratelimit.setOverride", new { @namespace = "email", identifier = "v*", limit = 1, duration = 1000 });
        return api;
    }

    private static async Task<string[]> DescribeAsync(ServiceFixture fixture, string apiId)
    {
        var replies = new[]
        {
            await fixture.PostAsync("apis.getApi", new { apiId }),
            await fixture.PostAsync("apis.listKeys", new { apiId }),
            await fixture.PostAsync("identities.listIdentities", new { }),
            await fixture.PostAsync("permissions.listPermissions", new { }),
            await fixture.PostAsync("permissions.listRoles", new { }),
            await fixture.PostAsync("ratelimit.listOverrides", new { @namespace = "email" }),
        };
        return [.. replies.Select(reply => $"{reply.Status} {reply.Data.ToJsonString()}")];
    }
}
