namespace ApiKeyAuth.Client.Tests;

public sealed class PermissionsCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<string> CreatePermissionAsync(LocalClient local, string slug) =>
        (await local.Permissions.CreatePermissionAsync(
            new CreatePermissionRequest { Name = $"May {slug}", Slug = slug, Description = "for tests" }, Token)).Data.PermissionId;

    private static async Task<string> CreateRoleAsync(LocalClient local, string name, params string[] permissions) =>
        (await local.Permissions.CreateRoleAsync(
            new CreateRoleRequest { Name = name, Description = "for tests", Permissions = permissions }, Token)).Data.RoleId;

    [Fact]
    public async Task Created_permission_is_read_by_id_and_by_slug()
    {
        await using var local = await LocalClient.StartAsync();
        var id = await CreatePermissionAsync(local, "docs.read");

        var byId = (await local.Permissions.GetPermissionAsync(new GetPermissionRequest { Permission = id }, Token)).Data;
        var bySlug = (await local.Permissions.GetPermissionAsync(new GetPermissionRequest { Permission = "docs.read" }, Token)).Data;

        Assert.Equal((id, "May docs.read", "docs.read", "for tests"), (byId.Id, byId.Name, byId.Slug, byId.Description));
        Assert.Equal(id, bySlug.Id);
    }

    [Fact]
    public async Task Second_permission_of_a_slug_is_a_conflict_that_is_not_the_calls_own_doing()
    {
        await using var local = await LocalClient.StartAsync();
        await CreatePermissionAsync(local, "docs.read");

        var failure = await Assert.ThrowsAsync<KeyServiceException>(() => CreatePermissionAsync(local, "docs.read"));

        Assert.Equal(("unkey/data/permission_already_exists", false), (failure.ErrorCode, failure.IsOutcomeUnknown));
    }

    [Fact]
    public async Task Permissions_are_listed_by_a_part_of_their_slug()
    {
        await using var local = await LocalClient.StartAsync();
        await CreatePermissionAsync(local, "docs.read");
        await CreatePermissionAsync(local, "orders.read");

        var page = await local.Permissions.ListPermissionsAsync(new ListPermissionsRequest { Search = "orders" }, Token);

        Assert.Equal("orders.read", Assert.Single(page.Data).Slug);
    }

    [Fact]
    public async Task Deleted_permission_is_taken_from_the_key()
    {
        await using var local = await LocalClient.StartAsync();
        var key = local.AddKey(permissions: "docs.read");

        await local.Permissions.DeletePermissionAsync(new DeletePermissionRequest { Permission = "docs.read" }, Token);

        Assert.Null((await local.ReadAsync(key.KeyId)).Permissions);
    }

    [Fact]
    public async Task Created_role_is_read_by_id_and_by_name()
    {
        await using var local = await LocalClient.StartAsync();
        var id = await CreateRoleAsync(local, "reader", "docs.read");

        var byId = (await local.Permissions.GetRoleAsync(new GetRoleRequest { Role = id }, Token)).Data;
        var byName = (await local.Permissions.GetRoleAsync(new GetRoleRequest { Role = "reader" }, Token)).Data;

        Assert.Equal((id, "reader", "for tests"), (byId.Id, byId.Name, byId.Description));
        Assert.Equal("docs.read", Assert.Single(byName.Permissions!).Slug);
    }

    [Fact]
    public async Task Roles_are_listed_by_a_part_of_their_name()
    {
        await using var local = await LocalClient.StartAsync();
        await CreateRoleAsync(local, "reader");
        await CreateRoleAsync(local, "writer");

        var page = await local.Permissions.ListRolesAsync(new ListRolesRequest { Search = "writ" }, Token);

        Assert.Equal("writer", Assert.Single(page.Data).Name);
    }

    [Fact]
    public async Task Deleted_role_is_not_found()
    {
        await using var local = await LocalClient.StartAsync();
        await CreateRoleAsync(local, "reader");

        await local.Permissions.DeleteRoleAsync(new DeleteRoleRequest { Role = "reader" }, Token);

        var failure = await Assert.ThrowsAsync<KeyServiceException>(
            () => local.Permissions.GetRoleAsync(new GetRoleRequest { Role = "reader" }, Token));
        Assert.Equal("unkey/data/role_not_found", failure.ErrorCode);
    }

    [Fact]
    public async Task Permissions_of_a_role_are_replaced()
    {
        await using var local = await LocalClient.StartAsync();
        var id = await CreateRoleAsync(local, "reader", "docs.read");

        var answer = await local.Permissions.SetRolePermissionsAsync(
            new SetRolePermissionsRequest { RoleId = id, Permissions = ["docs.write", "docs.list"] }, Token);

        Assert.Equal(["docs.list", "docs.write"], answer.Data.Select(permission => permission.Slug).Order());
    }
}
