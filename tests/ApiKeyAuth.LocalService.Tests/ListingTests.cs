using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Tests;

public class ListingTests
{
    [Fact]
    public void Letter_case_only_breaks_ties_and_lower_case_comes_first()
    {
        string[] ids = ["id_dX", "id_DU", "id_8O", "id_aB", "id_8n", "id_AB", "id_ab", "id_Ab", "id_a"];

        Assert.Equal(
            ["id_8n", "id_8O", "id_a", "id_ab", "id_aB", "id_Ab", "id_AB", "id_DU", "id_dX"], ids.Order(DictionaryOrder.Instance));
    }

    [Fact]
    public async Task Paging_returns_every_key_once_in_the_order_of_ids()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var apiId = fixture.Service.AddApi("orders").ApiId;
        var ids = Enumerable.Range(0, 25).Select(_ => fixture.Service.AddKey(new KeySeed { ApiId = apiId }).KeyId).ToList();

        var (walked, pages) = (new List<string>(), 0);
        for (var cursor = string.Empty; cursor is not null; pages++)
        {
            var page = await fixture.PostAsync("apis.listKeys", new { apiId, limit = 5, cursor });
            walked.AddRange(page.Data.AsArray().Select(key => key!["keyId"]!.GetValue<string>()));
            cursor = page.Body["pagination"]!["cursor"]?.GetValue<string>();
            Assert.Equal(cursor is not null, page.Body["pagination"]!["hasMore"]!.GetValue<bool>());
        }

        Assert.Equal(ids.Order(DictionaryOrder.Instance), walked);
        Assert.Equal(5, pages);
    }

    [Fact]
    public async Task A_cursor_survives_the_deletion_of_its_row_and_may_be_made_up()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var apiId = fixture.Service.AddApi("orders").ApiId;
        foreach (var keyId in new[] { "key_a", "key_b", "key_c" })
        {
            fixture.Service.AddKey(new KeySeed { ApiId = apiId, KeyId = keyId });
        }

        await fixture.PostAsync("keys.deleteKey", new { keyId = "key_b" });

        Assert.Equal(["key_c"], await WalkAsync("key_b"));
        Assert.Equal(["key_a", "key_c"], await WalkAsync(" made up"));
        Assert.Empty(await WalkAsync("zzz"));

        async Task<IEnumerable<string>> WalkAsync(string cursor)
        {
            var page = await fixture.PostAsync("apis.listKeys", new { apiId, cursor });
            return page.Data.AsArray().Select(key => key!["keyId"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("key", 1)]
    [InlineData("key_", 1)]
    [InlineData("key ", 1)]
    [InlineData("KEY_", 1)]
    [InlineData("!", 1)]
    [InlineData("key-", 0)]
    [InlineData("key1", 0)]
    [InlineData("keya", 0)]
    [InlineData("keyZ", 0)]
    [InlineData("KEY_A", 0)]
    [InlineData("key_B", 0)]
    public async Task A_made_up_cursor_sorts_as_in_a_dictionary_signs_before_digits_before_letters(string cursor, int rows)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var apiId = fixture.Service.AddApi("orders").ApiId;
        fixture.Service.AddKey(new KeySeed { ApiId = apiId, KeyId = "key_a" });

        Assert.Equal(rows, (await fixture.PostAsync("apis.listKeys", new { apiId, cursor })).Data.AsArray().Count);
    }

    [Fact]
    public async Task Overrides_come_in_pages_of_fifty_and_all_else_of_a_hundred()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.AddNamespace("mail");
        for (var i = 0; i < 101; i++)
        {
            await fixture.PostAsync("permissions.createPermission", new { name = "x", slug = $"docs.{i}" });
            await fixture.PostAsync(
                "ratelimit.setOverride", new { @namespace = "mail", identifier = $"user_{i}", limit = 1, duration = 1000 });
        }

        Assert.Equal(50, (await fixture.PostAsync("ratelimit.listOverrides", new { @namespace = "mail" })).Data.AsArray().Count);
        Assert.Equal(100, (await fixture.PostAsync("permissions.listPermissions", new { })).Data.AsArray().Count);
    }
}
