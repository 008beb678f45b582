using ApiKeyAuth.LocalService;

namespace ApiKeyAuth.Client.Tests;

public sealed class KeyGrantCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Slugs(KeyServiceResponse<IReadOnlyList<KeyServicePermission>> answer) => answer.Data.Select(permission => permission.Slug).Order();

    private static IEnumerable<string> Names(KeyServiceResponse<IReadOnlyList<KeyServiceRole>> answer) => answer.Data.Select(role => role.Name).Order();

    private static LocalKey AddKeyWithRoles(LocalClient local) => local.Service.AddKey(new KeySeed
    {
        ApiId = LocalClient.ApiId,
        Roles = ["reader", "writer"],
        RolePermissions = new Dictionary<string, string[]> { ["writer"] = ["docs.write"] },
    });

    [Fact]
    public async Task Permission_is_added_to_those_of_the_key()
    {
        await using var local = await LocalClient.StartAsync();
        var key = local.AddKey(permissions: "docs.read");

        var answer = await local.Keys.AddPermissionsAsync(new AddPermissionsRequest { KeyId = key.KeyId, Permissions = ["docs.write"] }, Token);

        Assert.Equal(["docs.read", "docs.write"], Slugs(answer));
    }

    [Fact]
    public async Task Permission_is_taken_from_the_key()
    {
        await using var local = await LocalClient.StartAsync();
        var key = local.AddKey(permissions: ["docs.read", "docs.write"]);

        var answer = await local.Keys.RemovePermissionsAsync(new RemovePermissionsRequest { KeyId = key.KeyId, Permissions = ["docs.write"] }, Token);

        Assert.Equal(["docs.read"], Slugs(answer));
    }

    [Fact]
    public async Task Permissions_of_the_key_are_replaced_and_cleared()
    {
        await using var local = await LocalClient.StartAsync();
        var key = local.AddKey(permissions: "docs.read");

        Assert.Equal(["new"], Slugs(await local.Keys.SetPermissionsAsync(new SetPermissionsRequest { KeyId = key.KeyId, Permissions = ["new"] }, Token)));
        Assert.Empty(Slugs(await local.Keys.SetPermissionsAsync(new SetPermissionsRequest { KeyId = key.KeyId, Permissions = [] }, Token)));
    }

    [Fact]
    public async Task Role_is_added_to_those_of_the_key()
    {
        await using var local = await LocalClient.StartAsync();
        var key = AddKeyWithRoles(local);
        await local.Permissions.CreateRoleAsync(new CreateRoleRequest { Name = "owner" }, Token);

        var answer = await local.Keys.AddRolesAsync(new AddRolesRequest { KeyId = key.KeyId, Roles = ["owner"] }, Token);

        Assert.Equal(["owner", "reader", "writer"], Names(answer));
    }

    [Fact]
    public async Task Role_is_taken_from_the_key()
    {
        await using var local = await LocalClient.StartAsync();
        var key = AddKeyWithRoles(local);

        var answer = await local.Keys.RemoveRolesAsync(new RemoveRolesRequest { KeyId = key.KeyId, Roles = ["reader"] }, Token);

        Assert.Equal(["writer"], Names(answer));
        Assert.Equal("docs.write", Assert.Single(answer.Data[0].Permissions!).Slug);
    }

    [Fact]
    public async Task Roles_of_the_key_are_replaced_and_cleared()
    {
        await using var local = await LocalClient.StartAsync();
        var key = AddKeyWithRoles(local);

        Assert.Equal(["reader"], Names(await local.Keys.SetRolesAsync(new SetRolesRequest { KeyId = key.KeyId, Roles = ["reader"] }, Token)));
        Assert.Empty(Names(await local.Keys.SetRolesAsync(new SetRolesRequest { KeyId = key.KeyId, Roles = [] }, Token)));
    }
}
