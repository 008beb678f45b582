namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Names are unique ignoring letter case and accents. Only some calls find another spelling.</summary>
public class PermissionCatalogueTests
{
    [Theory]
    [InlineData("permissions.getRole", """{"role":"REDACTEUR"}""", "200")]
    [InlineData("permissions.getRole", """{"role":"rédacteur"}""", "200")]
    [InlineData("permissions.getRole", """{"role":"rédacteur "}""", "404 unkey/data/role_not_found")]
    [InlineData("permissions.deleteRole", """{"role":"redacteur"}""", "200")]
    [InlineData("permissions.createRole", """{"name":"REDACTEUR"}""", "409 unkey/data/role_already_exists")]
    [InlineData("permissions.createRole", """{"name":"Rédacteur "}""", "200")]
    [InlineData("permissions.getPermission", """{"permission":"DOCS.READ"}""", "200")]
    [InlineData("permissions.deletePermission", """{"permission":"Docs.Read"}""", "200")]
    [InlineData("permissions.createPermission", """{"name":"x","slug":"Docs.Read"}""", "409 unkey/data/permission_already_exists")]
    [InlineData("keys.addRoles", """{"keyId":"key_one","roles":["redacteur"]}""", "404 unkey/data/role_not_found")]
    [InlineData("keys.removeRoles", """{"keyId":"key_one","roles":["redacteur"]}""", "404 unkey/data/role_not_found")]
    [InlineData("keys.setRoles", """{"keyId":"key_one","roles":["redacteur"]}""", "404 unkey/data/role_not_found")]
    [InlineData("keys.addPermissions", """{"keyId":"key_one","permissions":["Docs.Read"]}""", "500 unkey/application/service_unavailable")]
    [InlineData("keys.setPermissions", """{"keyId":"key_one","permissions":["Docs.Read"]}""", "500 unkey/application/service_unavailable")]
    [InlineData("keys.removePermissions", """{"keyId":"key_one","permissions":["Docs.Read"]}""", "404 unkey/data/permission_not_found")]
    [InlineData("keys.addPermissions", """{"keyId":"key_one","permissions":["a.b","a.b"]}""", "200")]
    public async Task Another_spelling_is_found_by_some_calls_only(string endpoint, string body, string outcome)
    {
        await using var fixture = await StartAsync();

        Assert.Equal(outcome, (await fixture.PostAsync(endpoint, body)).Outcome);
    }

    [Fact]
    public async Task A_role_takes_other_spellings_once_and_keeps_the_stored_one()
    {
        await using var fixture = await StartAsync();

        await fixture.PostAsync("permissions.createRole", """{"name":"clerk","permissions":["DOCS.READ","docs.Read"]}""");

        var role = await fixture.PostAsync("permissions.getRole", new { role = "clerk" });
        Assert.Equal("docs.read", Assert.Single(role.Data["permissions"]!.AsArray())!["slug"]!.GetValue<string>());
    }

    [Fact]
    public async Task New_permissions_need_a_permission_of_their_own()
    {
        await using var fixture = await StartAsync();
        fixture.Service.AddRootKey(
            "narrow", "api.*.update_key", "rbac.*.add_permission_to_key", "rbac.*.create_role", "rbac.*.add_permission_to_role");

        Assert.Equal(200, await StatusAsync("keys.addPermissions", """{"keyId":"key_one","permissions":["docs.read"]}"""));
        Assert.Equal(403, await StatusAsync("keys.addPermissions", """{"keyId":"key_one","permissions":["docs.new"]}"""));
        Assert.Equal(403, await StatusAsync("keys.setPermissions", """{"keyId":"key_one","permissions":[]}"""));
        Assert.Equal(403, await StatusAsync("keys.addRoles", """{"keyId":"key_one","roles":["Rédacteur"]}"""));
        Assert.Equal(200, await StatusAsync("keys.setRoles", """{"keyId":"key_one","roles":["Rédacteur"]}"""));
        Assert.Equal(200, await StatusAsync("permissions.createRole", """{"name":"one","permissions":["docs.read"]}"""));
        Assert.Equal(403, await StatusAsync("permissions.createRole", """{"name":"two","permissions":["docs.new"]}"""));
        Assert.Equal(404, (await fixture.PostAsync("permissions.getPermission", new { permission = "docs.new" })).Status);

        async Task<int> StatusAsync(string endpoint, string body) => (await fixture.PostAsync(endpoint, body, "narrow")).Status;
    }

    [Fact]
    public async Task Searches_find_without_letter_case_and_accents()
    {
        await using var fixture = await StartAsync();

        Assert.Single((await fixture.PostAsync("permissions.listRoles", new { search = "RÉDAC" })).Data.AsArray());
        Assert.Single((await fixture.PostAsync("permissions.listPermissions", new { search = "READ" })).Data.AsArray());
        Assert.Empty((await fixture.PostAsync("permissions.listPermissions", new { search = "%" })).Data.AsArray());
    }

    [Fact]
    public async Task An_id_given_as_a_slug_becomes_one()
    {
        await using var fixture = await StartAsync();
        var id = (await fixture.PostAsync("permissions.getPermission", new { permission = "docs.read" })).Data["id"]!.GetValue<string>();

        var reply = await fixture.PostAsync("keys.setPermissions", new { keyId = "key_one", permissions = new[] { id } });

        Assert.Equal(id, Assert.Single(reply.Data.AsArray())!["slug"]!.GetValue<string>());
    }

    private static async Task<ServiceFixture> StartAsync()
    {
        var fixture = await ServiceFixture.StartAsync();
        fixture.AddKey(apiId => new KeySeed
        {
            ApiId = apiId,
            KeyId = "key_one",
            RolePermissions = new Dictionary<string, string[]> { ["Rédacteur"] = ["docs.read"] },
        });
        return fixture;
    }
}
