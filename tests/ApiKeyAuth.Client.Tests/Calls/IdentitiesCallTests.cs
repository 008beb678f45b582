namespace ApiKeyAuth.Client.Tests;

public sealed class IdentitiesCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<string> CreateAsync(LocalClient local, string externalId = "user_1") =>
        (await local.Identities.CreateIdentityAsync(
            new CreateIdentityRequest
            {
                ExternalId = externalId,
                Meta = KeyServiceMeta.Write(new Plan("pro", 3), TestJsonContext.Default.Plan),
                RateLimits = [new RateLimitInput { Name = "shared", Limit = 5, Duration = TimeSpan.FromSeconds(90) }],
            },
            Token)).Data.IdentityId;

    [Fact]
    public async Task Created_identity_carries_metadata_and_limits()
    {
        await using var local = await LocalClient.StartAsync();
        var id = await CreateAsync(local);

        var identity = (await local.Identities.GetIdentityAsync(new GetIdentityRequest { Identity = "user_1" }, Token)).Data;

        Assert.Equal((id, "user_1", new Plan("pro", 3)), (identity.Id, identity.ExternalId, identity.ReadMeta(TestJsonContext.Default.Plan)));
        Assert.Equal(("shared", TimeSpan.FromSeconds(90)), (Assert.Single(identity.RateLimits!).Name, identity.RateLimits![0].Duration));
    }

    [Fact]
    public async Task Identity_is_read_by_its_id_too()
    {
        await using var local = await LocalClient.StartAsync();
        var id = await CreateAsync(local);

        Assert.Equal("user_1", (await local.Identities.GetIdentityAsync(new GetIdentityRequest { Identity = id }, Token)).Data.ExternalId);
    }

    [Fact]
    public async Task Update_of_limits_leaves_the_metadata()
    {
        await using var local = await LocalClient.StartAsync();
        await CreateAsync(local);

        var answer = (await local.Identities.UpdateIdentityAsync(new UpdateIdentityRequest { Identity = "user_1", RateLimits = [] }, Token)).Data;

        Assert.Null(answer.RateLimits);
        var identity = (await local.Identities.GetIdentityAsync(new GetIdentityRequest { Identity = "user_1" }, Token)).Data;
        Assert.Equal(new Plan("pro", 3), identity.ReadMeta(TestJsonContext.Default.Plan));
    }

    [Fact]
    public async Task Deleted_identity_is_not_found()
    {
        await using var local = await LocalClient.StartAsync();
        await CreateAsync(local);

        var answer = await local.Identities.DeleteIdentityAsync(new DeleteIdentityRequest { Identity = "user_1" }, Token);

        Assert.NotNull(answer.Meta!.RequestId);
        var failure = await Assert.ThrowsAsync<KeyServiceException>(
            () => local.Identities.GetIdentityAsync(new GetIdentityRequest { Identity = "user_1" }, Token));
        Assert.Equal("unkey/data/identity_not_found", failure.ErrorCode);
    }

    [Fact]
    public async Task Identities_are_listed_by_a_part_of_their_external_id()
    {
        await using var local = await LocalClient.StartAsync();
        await CreateAsync(local);
        await CreateAsync(local, "acme");

        var page = await local.Identities.ListIdentitiesAsync(new ListIdentitiesRequest { Search = "ACM" }, Token);

        Assert.Equal("acme", Assert.Single(page.Data).ExternalId);
    }
}
