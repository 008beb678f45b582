using ApiKeyAuth.Client;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests;

public sealed class EvictionTests
{
    private static readonly TimeSpan ServiceLag = TimeSpan.FromSeconds(30);

    private static IApiKeyCache CacheOf(Engine engine) => engine.Services.GetRequiredService<IApiKeyCache>();

    /// <summary>An engine whose app manages keys on the service that verifies them, or on another one.</summary>
    private static Task<Engine> StartManagingAsync(Uri? otherService = null) => Engine.StartAsync(
        services: (services, address) => services.AddKeyServiceClient(
            options => (options.BaseAddress, options.RootKey) = (otherService ?? address, "root")));

    private static async Task DeleteAsync(Engine engine, string keyId) => await engine.Services.GetRequiredService<IKeysApi>()
        .DeleteKeyAsync(new DeleteKeyRequest { KeyId = keyId }, TestContext.Current.CancellationToken);

    private static int Verifications(Engine engine) => engine.App.Logs.Entries.Count(entry => entry.Id == 1 && entry.Category.EndsWith(nameof(KeyVerifier), StringComparison.Ordinal));

    [Fact]
    public async Task Evicted_key_is_verified_at_once()
    {
        await using var engine = await Engine.StartAsync();
        await engine.GetAsync();
        engine.Answer = Answers.Refused("DISABLED");

        await CacheOf(engine).EvictAsync("key_other");
        Assert.Equal(200, await engine.GetAsync());
        await CacheOf(engine).EvictAsync("key_1");
        Assert.Equal(401, await engine.GetAsync());
    }

    [Fact]
    public async Task Nothing_is_kept_of_an_evicted_key_while_nodes_of_the_service_lag()
    {
        await using var engine = await Engine.StartAsync();
        await engine.GetAsync();
        await CacheOf(engine).EvictAsync("key_1");

        await engine.GetAsync();
        await engine.GetAsync();
        Assert.Equal(3, engine.Calls);
        engine.Time.Advance(ServiceLag);
        await engine.GetAsync();
        await engine.GetAsync();
        Assert.Equal(4, engine.Calls);
    }

    [Fact]
    public async Task Eviction_of_all_keys_covers_unknown_ones_too()
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Refused("NOT_FOUND");
        await engine.GetAsync();
        await CacheOf(engine).EvictAllAsync();
        engine.Answer = Answers.Valid();
        Assert.Equal(200, await engine.GetAsync());
    }

    [Fact]
    public async Task Call_under_way_at_an_eviction_does_not_count_for_later_requests()
    {
        await using var engine = await Engine.StartAsync();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Script.Answer = async context =>
        {
            arrived.TrySetResult();
            await open.Task;
            await context.Response.WriteAsync(Answers.Valid());
        };
        var before = engine.GetAsync();
        await arrived.Task;
        await CacheOf(engine).EvictAsync("key_1");
        engine.Answer = Answers.Refused("NOT_FOUND");

        Assert.Equal(401, await engine.GetAsync());
        open.SetResult();
        Assert.Equal(200, await before);
        Assert.Equal(401, await engine.GetAsync());
    }

    [Fact]
    public async Task Stale_facts_are_evicted_too()
    {
        await using var engine = await Engine.StartAsync(options => options.OutageMode = ApiKeyOutageMode.ServeStale);
        await engine.GetAsync();
        await CacheOf(engine).EvictAsync("key_1");
        engine.FailWith = 500;
        Assert.Equal(503, await engine.GetAsync());
    }

    [Fact]
    public async Task Own_deletion_evicts_and_a_lagging_node_does_not_bring_the_key_back()
    {
        await using var engine = await StartManagingAsync();
        await engine.GetAsync();
        engine.Script.Answer = context => context.Response.WriteAsync(
            context.Request.Path == "/v2/keys.deleteKey" ? """{"meta":{},"data":{}}""" : Answers.Valid());

        await DeleteAsync(engine, "key_1");

        Assert.Equal(401, await engine.GetAsync());
        engine.Time.Advance(TimeSpan.FromMinutes(9.9));
        Assert.Equal(401, await engine.GetAsync());
        engine.Time.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Equal(200, await engine.GetAsync());
    }

    [Fact]
    public async Task Failed_deletion_evicts_all_the_same_since_it_may_have_happened()
    {
        await using var engine = await StartManagingAsync();
        await engine.GetAsync();
        engine.FailWith = 500;
        await Assert.ThrowsAsync<KeyServiceException>(() => DeleteAsync(engine, "key_1"));
        engine.Answer = Answers.Refused("NOT_FOUND");
        Assert.Equal(401, await engine.GetAsync());
    }

    [Fact]
    public async Task Deletion_that_was_rejected_does_not_condemn_the_key()
    {
        await using var engine = await StartManagingAsync();
        engine.Script.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Path == "/v2/keys.deleteKey" ? 403 : 200;
            return context.Response.WriteAsync(Answers.Valid());
        };
        await Assert.ThrowsAsync<KeyServiceException>(() => DeleteAsync(engine, "key_1"));
        Assert.Equal(200, await engine.GetAsync());
    }

    [Fact]
    public async Task Deletion_on_another_service_evicts_nothing_here()
    {
        await using var other = await ScriptedService.StartAsync(200, """{"meta":{},"data":{}}""");
        await using var engine = await StartManagingAsync(other.Address);
        await engine.GetAsync();
        await DeleteAsync(engine, "key_1");
        Assert.Equal("key_1 cached", await engine.ReadAsync());
    }

    [Fact]
    public async Task Call_of_the_management_client_that_only_reads_evicts_nothing()
    {
        await using var engine = await StartManagingAsync();
        await engine.GetAsync();
        engine.Answer = """{"meta":{},"data":{"keyId":"key_1","start":"","enabled":true,"createdAt":1}}""";
        await engine.Services.GetRequiredService<IKeysApi>().GetKeyAsync(new GetKeyRequest { KeyId = "key_1" }, TestContext.Current.CancellationToken);
        Assert.Equal("key_1 cached", await engine.ReadAsync());
        Assert.Equal(1, Verifications(engine));
    }

    [Fact]
    public void More_evictions_than_are_remembered_raise_one_for_all_keys()
    {
        var evictions = new EvictionStamps(TimeProvider.System);
        var began = CallOrder.Next();
        evictions.Evict("key_first");
        Assert.True(evictions.Counts("key_untouched", began));
        for (var i = 0; i < 10_001; i++)
        {
            evictions.Evict($"key_{i}");
        }

        Assert.False(evictions.Counts("key_first", began));
        Assert.False(evictions.Counts("key_untouched", began));
        Assert.True(evictions.Counts("key_untouched", CallOrder.Next()));
    }
}
