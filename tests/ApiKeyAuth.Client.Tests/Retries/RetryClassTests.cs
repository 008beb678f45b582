using ApiKeyAuth.Testing;

namespace ApiKeyAuth.Client.Tests;

public sealed class RetryClassTests
{
    /// <summary>The contract calls migrateKeys R2, but what a repetition answers is no status: 200, with every hash as failed.</summary>
    private static RetryClass ByContract(string endpoint) => Contract.Endpoints[endpoint]["retryClass"]!.GetValue<string>()[..2] switch
    {
        "R0" => RetryClass.Safe,
        "R1" => RetryClass.Idempotent,
        "R2" when endpoint != "keys.migrateKeys" => RetryClass.StatusShift,
        _ => RetryClass.Unsafe,
    };

    [Fact]
    public void Every_call_has_the_class_of_the_contract() =>
        Assert.Equal(
            Contract.Endpoints.Keys.Select(endpoint => (endpoint, ByContract(endpoint))),
            Contract.Endpoints.Keys.Select(endpoint => (endpoint, KeyServiceOperations.Of(endpoint).RetryClass)));

    [Fact]
    public void Every_status_that_the_contract_reads_as_already_done_belongs_to_a_call_that_is_repeated() =>
        Assert.All(
            Contract.Endpoints.Where(endpoint => endpoint.Value.ContainsKey("statusMeaningAlreadyDone")),
            endpoint => Assert.Equal(RetryClass.StatusShift, KeyServiceOperations.Of(endpoint.Key).RetryClass));

    [Fact]
    public void Unknown_call_is_never_repeated() => Assert.Equal(RetryClass.Unsafe, KeyServiceOperations.Of("keys.somethingNew").RetryClass);

    [Fact]
    public async Task Call_that_fails_is_repeated_as_its_class_says()
    {
        await using var service = await ScriptedService.StartAsync(500, "{}");

        await Task.WhenAll(ClientCalls.All.Select(async call =>
        {
            await using var client = new ManagementClient(service.Address);
            await call.FailureAsync(client, TestContext.Current.CancellationToken);
        }));

        var counts = service.Calls.CountBy(call => call.Path["/v2/".Length..]).ToDictionary();
        Assert.Equal(
            Contract.Endpoints.Keys.Select(endpoint => (endpoint, ByContract(endpoint) == RetryClass.Unsafe ? 1 : 3)),
            Contract.Endpoints.Keys.Select(endpoint => (endpoint, counts[endpoint])));
    }

    [Theory]
    [InlineData(CreditOperations.Set, 3)]
    [InlineData(CreditOperations.Increment, 1)]
    [InlineData(CreditOperations.Decrement, 1)]
    public async Task Balance_is_only_set_again_never_added_to_again(string operation, int calls)
    {
        await using var service = await ScriptedService.StartAsync(500, "{}");
        await using var client = new ManagementClient(service.Address);

        await Assert.ThrowsAsync<KeyServiceException>(() => client.Keys.UpdateCreditsAsync(
            new UpdateCreditsRequest { KeyId = "key_1", Operation = operation, Value = 5 }, TestContext.Current.CancellationToken));

        Assert.Equal(calls, service.Calls.Count);
        Assert.Single(service.Calls.Select(call => call.Body).Distinct());
    }

    [Theory]
    [InlineData(0L, 3)]
    [InlineData(1L, 1)]
    [InlineData(null, 1)]
    public async Task Limit_is_only_looked_at_again_never_taken_from_again(long? cost, int calls)
    {
        await using var service = await ScriptedService.StartAsync(500, "{}");
        await using var client = new ManagementClient(service.Address);

        await Assert.ThrowsAsync<KeyServiceException>(() => client.RateLimit.LimitAsync(
            new LimitRequest { Namespace = "ns", Identifier = "i", Limit = 1, Duration = TimeSpan.FromSeconds(1), Cost = cost },
            TestContext.Current.CancellationToken));

        Assert.Equal(calls, service.Calls.Count);
    }
}
