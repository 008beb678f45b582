namespace ApiKeyAuth.Client.Tests;

public sealed class ApisCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Created_api_is_read_by_its_id()
    {
        await using var local = await LocalClient.StartAsync();

        var created = await local.Apis.CreateApiAsync(new CreateApiRequest { Name = "orders" }, Token);
        var api = (await local.Apis.GetApiAsync(new GetApiRequest { ApiId = created.Data.ApiId }, Token)).Data;

        Assert.Equal((created.Data.ApiId, "orders"), (api.Id, api.Name));
    }

    [Fact]
    public async Task Deleted_api_is_gone_with_its_keys()
    {
        await using var local = await LocalClient.StartAsync();
        var key = local.AddKey();

        await local.Apis.DeleteApiAsync(new DeleteApiRequest { ApiId = LocalClient.ApiId }, Token);

        var failure = await Assert.ThrowsAsync<KeyServiceException>(() => local.ReadAsync(key.KeyId));
        Assert.Equal("unkey/data/key_not_found", failure.ErrorCode);
    }

    [Fact]
    public async Task Keys_of_an_api_are_listed_page_by_page_and_by_owner()
    {
        await using var local = await LocalClient.StartAsync();
        local.AddKey(externalId: "user_1");
        var other = local.AddKey(externalId: "user_2");

        var page = await local.Apis.ListKeysAsync(new ListKeysRequest { ApiId = LocalClient.ApiId, Limit = 1 }, Token);
        var next = await local.Apis.ListKeysAsync(new ListKeysRequest { ApiId = LocalClient.ApiId, Cursor = page.Pagination!.Cursor }, Token);
        var owned = await local.Apis.ListKeysAsync(new ListKeysRequest { ApiId = LocalClient.ApiId, ExternalId = "user_2" }, Token);

        Assert.True(page.Pagination.HasMore);
        Assert.Single(page.Data);
        Assert.False(next.Pagination!.HasMore);
        Assert.NotEqual(page.Data[0].KeyId, Assert.Single(next.Data).KeyId);
        Assert.Equal(other.KeyId, Assert.Single(owned.Data).KeyId);
    }
}
