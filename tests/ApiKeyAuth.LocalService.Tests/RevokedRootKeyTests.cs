namespace ApiKeyAuth.LocalService.Tests;

public class RevokedRootKeyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_root_key_of_an_earlier_start_can_be_revoked(bool all)
    {
        using var folder = new DataFolder();
        await using (var earlier = await ServiceFixture.StartAsync(folder.If(true)))
        {
            earlier.Service.AddRootKey("old");
            earlier.Service.AddRootKey("other");
        }

        await using (var fixture = await ServiceFixture.StartAsync(options =>
        {
            folder.If(true)(options);
            options.RevokeStoredRootKeys = all;
        }))
        {
            Assert.Equal(!all, fixture.Service.RevokeRootKey("old"));
            Assert.False(fixture.Service.RevokeRootKey("old"));
            Assert.Equal(401, await StatusAsync(fixture, "old"));
            Assert.Equal(all ? 401 : 200, await StatusAsync(fixture, "other"));
            Assert.Equal(200, await StatusAsync(fixture, fixture.Service.RootKey));
        }

        await using var later = await ServiceFixture.StartAsync(folder.If(true));
        Assert.Equal(401, await StatusAsync(later, "old"));
        Assert.Equal(all ? 401 : 200, await StatusAsync(later, "other"));

        static async Task<int> StatusAsync(ServiceFixture fixture, string rootKey) =>
            (await fixture.PostAsync("apis.createApi", new { name = "orders" }, rootKey)).Status;
    }
}
