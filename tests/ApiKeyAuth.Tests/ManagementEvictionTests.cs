using ApiKeyAuth.Client;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests;

/// <summary>What the app's own calls make its schemes forget.</summary>
public sealed class ManagementEvictionTests
{
    private static readonly Dictionary<string, Func<IKeysApi, Task>> OfOneKey = new()
    {
        ["updateKey"] = keys => keys.UpdateKeyAsync(new UpdateKeyRequest { KeyId = "key_1", Enabled = false }, Token),
        ["deleteKey"] = keys => keys.DeleteKeyAsync(new DeleteKeyRequest { KeyId = "key_1" }, Token),
        ["rerollKey"] = keys => keys.RerollKeyAsync(new RerollKeyRequest { KeyId = "key_1", Expiration = TimeSpan.Zero }, Token),
        ["updateCredits"] = keys => keys.UpdateCreditsAsync(
            new UpdateCreditsRequest { KeyId = "key_1", Operation = CreditOperations.Set, Value = 1 }, Token),
        ["addPermissions"] = keys => keys.AddPermissionsAsync(new AddPermissionsRequest { KeyId = "key_1", Permissions = ["p"] }, Token),
        ["removePermissions"] = keys => keys.RemovePermissionsAsync(new RemovePermissionsRequest { KeyId = "key_1", Permissions = ["p"] }, Token),
        ["setPermissions"] = keys => keys.SetPermissionsAsync(new SetPermissionsRequest { KeyId = "key_1", Permissions = [] }, Token),
        ["addRoles"] = keys => keys.AddRolesAsync(new AddRolesRequest { KeyId = "key_1", Roles = ["r"] }, Token),
        ["removeRoles"] = keys => keys.RemoveRolesAsync(new RemoveRolesRequest { KeyId = "key_1", Roles = ["r"] }, Token),
        ["setRoles"] = keys => keys.SetRolesAsync(new SetRolesRequest { KeyId = "key_1", Roles = [] }, Token),
    };

    private static readonly Dictionary<string, Func<IServiceProvider, Task>> OfMany = new()
    {
        ["migrateKeys"] = services => services.GetRequiredService<IKeysApi>().MigrateKeysAsync(
            new MigrateKeysRequest { MigrationId = "mig_1", ApiId = "api_local1", Keys = [new MigrateKey { Hash = "hash" }] }, Token),
        ["deleteApi"] = services => services.GetRequiredService<IApisApi>().DeleteApiAsync(new DeleteApiRequest { ApiId = "api_local1" }, Token),
        ["updateIdentity"] = services => services.GetRequiredService<IIdentitiesApi>().UpdateIdentityAsync(
            new UpdateIdentityRequest { Identity = "user_1" }, Token),
        ["deleteIdentity"] = services => services.GetRequiredService<IIdentitiesApi>().DeleteIdentityAsync(
            new DeleteIdentityRequest { Identity = "user_1" }, Token),
        ["deletePermission"] = services => services.GetRequiredService<IPermissionsApi>().DeletePermissionAsync(
            new DeletePermissionRequest { Permission = "read" }, Token),
        ["deleteRole"] = services => services.GetRequiredService<IPermissionsApi>().DeleteRoleAsync(new DeleteRoleRequest { Role = "reader" }, Token),
        ["setRolePermissions"] = services => services.GetRequiredService<IPermissionsApi>().SetRolePermissionsAsync(
            new SetRolePermissionsRequest { RoleId = "role_1", Permissions = ["read"] }, Token),
    };

    public static TheoryData<string> CallsOfOneKey => [.. OfOneKey.Keys];

    public static TheoryData<string> CallsOfMany => [.. OfMany.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Two schemes of the service that the app's client manages, and one of another.</summary>
    private static Task<TestApp> StartAsync(ScriptedService service, ScriptedService other) => TestApp.StartAsync(
        service,
        app =>
        {
            foreach (var scheme in new[] { "ApiKey", "Second", "Elsewhere" })
            {
                app.MapGet($"/{scheme}", (HttpContext context) => context.GetApiKey()!.IsCached ? "cached" : "live")
                    .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = scheme });
            }
        },
        builder =>
        {
            builder.AddApiKeyAuthentication()
                .AddApiKey("Second", options => (options.BaseAddress, options.RootKey) = (new Uri(service.Address, "/"), "root_2"))
                .AddApiKey("Elsewhere", options => (options.BaseAddress, options.RootKey) = (other.Address, "root_3"));
            builder.Services.AddKeyServiceClient(options => (options.BaseAddress, options.RootKey) = (service.Address, "root"));
        });

    /// <summary>Keys are good; every other call fails, and may have been carried out all the same.</summary>
    private static Task<ScriptedService> ServeAsync() => ScriptedService.StartAsync(async context =>
    {
        context.Response.ContentType = "application/json";
        if (context.Request.Path == "/v2/keys.verifyKey")
        {
            await context.Response.WriteAsync(Answers.Valid());
            return;
        }

        context.Response.StatusCode = 400;
        await context.Response.WriteAsync(Answers.Error(400, "unkey/application/invalid_input"));
    });

    private static async Task<string> SeenAsync(TestApp app)
    {
        var seen = new List<string>();
        foreach (var scheme in new[] { "ApiKey", "Second", "Elsewhere" })
        {
            using var response = await app.GetAsync($"/{scheme}", "key_text");
            seen.Add(await response.Content.ReadAsStringAsync(Token));
        }

        return string.Join(' ', seen);
    }

    [Theory]
    [MemberData(nameof(CallsOfOneKey))]
    public async Task Call_about_a_key_makes_every_scheme_of_the_service_forget_it_even_where_it_fails(string call)
    {
        await using var service = await ServeAsync();
        await using var other = await ServeAsync();
        await using var app = await StartAsync(service, other);
        await SeenAsync(app);
        Assert.Equal("cached cached cached", await SeenAsync(app));

        await Assert.ThrowsAsync<KeyServiceException>(() => OfOneKey[call](app.Services.GetRequiredService<IKeysApi>()));

        Assert.Equal("live live cached", await SeenAsync(app));
    }

    [Theory]
    [InlineData(CreditOperations.Increment)]
    [InlineData(CreditOperations.Decrement)]
    public async Task Adding_to_a_balance_evicts_nothing(string operation)
    {
        await using var service = await ServeAsync();
        await using var other = await ServeAsync();
        await using var app = await StartAsync(service, other);
        await SeenAsync(app);

        await Assert.ThrowsAsync<KeyServiceException>(() => app.Services.GetRequiredService<IKeysApi>().UpdateCreditsAsync(
            new UpdateCreditsRequest { KeyId = "key_1", Operation = operation, Value = 1 }, Token));

        Assert.Equal("cached cached cached", await SeenAsync(app));
    }

    [Theory]
    [MemberData(nameof(CallsOfMany))]
    public async Task Call_that_names_no_key_makes_every_scheme_of_the_service_forget_all_even_where_it_fails(string call)
    {
        await using var service = await ServeAsync();
        await using var other = await ServeAsync();
        await using var app = await StartAsync(service, other);
        await SeenAsync(app);

        await Assert.ThrowsAsync<KeyServiceException>(() => OfMany[call](app.Services));

        Assert.Equal("live live cached", await SeenAsync(app));
    }

    [Fact]
    public async Task Key_is_forgotten_before_the_call_is_answered_and_again_after_it()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var engine = await Engine.StartAsync(services: (services, address) => services.AddKeyServiceClient(
            options => (options.BaseAddress, options.RootKey) = (address, "root")));
        await engine.GetAsync();
        engine.Script.Answer = async context =>
        {
            if (context.Request.Path != "/v2/keys.updateKey")
            {
                await context.Response.WriteAsync(Answers.Valid());
                return;
            }

            arrived.SetResult();
            await open.Task;
            await context.Response.WriteAsync("""{"meta":{},"data":{}}""");
        };
        var update = OfOneKey["updateKey"](engine.Services.GetRequiredService<IKeysApi>());
        await arrived.Task;

        Assert.Equal("key_1 live", await engine.ReadAsync());

        // Long after the call began, so that only the stamp of its end can be in the way.
        engine.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("key_1 live", await engine.ReadAsync());
        Assert.Equal("key_1 cached", await engine.ReadAsync());
        open.SetResult();
        await update;
        Assert.Equal("key_1 live", await engine.ReadAsync());
        Assert.Equal("key_1 live", await engine.ReadAsync());
    }
}
