using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.Client.Tests;

public sealed class PagingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Page(string pagination) => $$"""{"meta":{"requestId":"req_1"},"data":[{"keyId":"key_1","start":"","enabled":true,"createdAt":1}],"pagination":{{pagination}}}""";

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> list)
    {
        var items = new List<T>();
        await foreach (var item in list)
        {
            items.Add(item);
        }

        return items;
    }

    [Fact]
    public async Task Every_list_is_read_to_its_end_page_by_page()
    {
        await using var local = await LocalClient.StartAsync();
        await local.RateLimit.LimitAsync(new LimitRequest { Namespace = "mail", Identifier = "i", Limit = 1, Duration = TimeSpan.FromSeconds(1) }, Token);
        for (var i = 0; i < 5; i++)
        {
            local.AddKey(externalId: $"user_{i}", permissions: $"docs.{i}");
            await local.Permissions.CreateRoleAsync(new CreateRoleRequest { Name = $"role {i}" }, Token);
            await local.RateLimit.SetOverrideAsync(
                new SetOverrideRequest { Namespace = "mail", Identifier = $"user_{i}", Limit = 1, Duration = TimeSpan.FromSeconds(1) }, Token);
        }

        var keys = await ReadAsync(local.Apis.ListAllKeysAsync(new ListKeysRequest { ApiId = LocalClient.ApiId, Limit = 2 }, Token));
        var identities = await ReadAsync(local.Identities.ListAllIdentitiesAsync(new ListIdentitiesRequest { Limit = 2 }, Token));
        var permissions = await ReadAsync(local.Permissions.ListAllPermissionsAsync(new ListPermissionsRequest { Limit = 2 }, Token));
        var roles = await ReadAsync(local.Permissions.ListAllRolesAsync(new ListRolesRequest { Limit = 2 }, Token));
        var overrides = await ReadAsync(local.RateLimit.ListAllOverridesAsync(new ListOverridesRequest { Namespace = "mail", Limit = 2 }, Token));

        Assert.Equal(5, keys.DistinctBy(key => key.KeyId).Count());
        Assert.Equal(["user_0", "user_1", "user_2", "user_3", "user_4"], identities.Select(identity => identity.ExternalId).Order());
        Assert.Equal(5, permissions.DistinctBy(permission => permission.Slug).Count());
        Assert.Equal(5, roles.DistinctBy(role => role.Name).Count());
        Assert.Equal(5, overrides.DistinctBy(other => other.Identifier).Count());
        Assert.Equal(3, local.Service.CallCount("apis.listKeys"));
    }

    [Fact]
    public async Task Filter_and_size_of_the_request_go_along_to_every_page()
    {
        var page = 0;
        await using var service = await ScriptedService.StartAsync(context =>
            context.Response.WriteAsync(Page(Interlocked.Increment(ref page) < 3 ? $$"""{"hasMore":true,"cursor":"c{{page}}"}""" : """{"hasMore":false}""")));
        await using var client = new ManagementClient(service.Address);

        var keys = await ReadAsync(client.Apis.ListAllKeysAsync(new ListKeysRequest { ApiId = "api_1", Limit = 1, ExternalId = "u", Cursor = "c0" }, Token));

        Assert.Equal(3, keys.Count);
        Assert.Equal(
            Enumerable.Range(0, 3).Select(i => $$"""{"apiId":"api_1","limit":1,"cursor":"c{{i}}","externalId":"u"}"""), service.Calls.Select(call => call.Body));
    }

    [Fact]
    public async Task Next_page_is_only_asked_for_when_it_is_read()
    {
        await using var service = await ScriptedService.StartAsync(200, Page("""{"hasMore":true,"cursor":"c1"}"""));
        await using var client = new ManagementClient(service.Address);

        await foreach (var key in client.Apis.ListAllKeysAsync(new ListKeysRequest { ApiId = "api_1" }, Token))
        {
            Assert.Equal("key_1", key.KeyId);
            break;
        }

        Assert.Single(service.Calls);
    }

    [Theory]
    [InlineData("""{"hasMore":true,"cursor":"c0"}""", 1)]
    [InlineData("""{"hasMore":true,"cursor":"c1"}""", 2)]
    [InlineData("""{"hasMore":true,"cursor":""}""", 1)]
    [InlineData("""{"hasMore":true}""", 1)]
    public async Task Cursor_that_leads_in_a_circle_ends_the_list_with_an_exception(string pagination, int calls)
    {
        await using var service = await ScriptedService.StartAsync(200, Page(pagination));
        await using var client = new ManagementClient(service.Address);

        await Assert.ThrowsAsync<InvalidDataException>(
            () => ReadAsync(client.Apis.ListAllKeysAsync(new ListKeysRequest { ApiId = "api_1", Cursor = "c0" }, Token)));

        Assert.Equal(calls, service.Calls.Count);
    }

    [Fact]
    public async Task Empty_page_in_between_does_not_end_the_list()
    {
        var page = 0;
        await using var service = await ScriptedService.StartAsync(context => context.Response.WriteAsync(Interlocked.Increment(ref page) switch
        {
            1 => """{"meta":{},"data":[],"pagination":{"hasMore":true,"cursor":"c1"}}""",
            2 => """{"meta":{},"data":[],"pagination":{"hasMore":true,"cursor":"c2"}}""",
            _ => Page("""{"hasMore":false}"""),
        }));
        await using var client = new ManagementClient(service.Address);

        Assert.Single(await ReadAsync(client.Apis.ListAllKeysAsync(new ListKeysRequest { ApiId = "api_1" }, Token)));
        Assert.Equal(3, service.Calls.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelled_list_asks_for_no_further_page(bool byTheReader)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var service = await ScriptedService.StartAsync(200, Page("""{"hasMore":true,"cursor":"c1"}"""));
        await using var client = new ManagementClient(service.Address);
        var request = new ListKeysRequest { ApiId = "api_1" };
        var list = byTheReader ? client.Apis.ListAllKeysAsync(request, Token) : client.Apis.ListAllKeysAsync(request, cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var key in byTheReader ? list.WithCancellation(cancellation.Token) : list.WithCancellation(CancellationToken.None))
            {
                Assert.Equal("key_1", key.KeyId);
                await cancellation.CancelAsync();
            }
        });

        Assert.Single(service.Calls);
    }

    [Fact]
    public async Task Failure_of_a_later_page_reaches_the_reader()
    {
        var page = 0;
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref page) == 1 ? 200 : 403;
            return context.Response.WriteAsync(Page("""{"hasMore":true,"cursor":"c1"}"""));
        });
        await using var client = new ManagementClient(service.Address);

        var failure = await Assert.ThrowsAsync<KeyServiceException>(
            () => ReadAsync(client.Apis.ListAllKeysAsync(new ListKeysRequest { ApiId = "api_1" }, Token)));

        Assert.Equal(403, (int)failure.StatusCode);
    }
}
