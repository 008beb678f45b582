using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;

namespace ApiKeyAuth.Client.Tests;

/// <summary>Code that blocks on a call, on a thread with a synchronization context, does not wait for itself.</summary>
public class BlockingCallTests
{
    public static TheoryData<string> Endpoints => [.. ClientCalls.All.Select(call => call.Endpoint)];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_call_can_be_waited_for_by_a_thread_that_blocks(string endpoint)
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var client = new ManagementClient(service.Address, service.RootKey);
        var call = ClientCalls.All.Single(call => call.Endpoint == endpoint);

        // Whether the service accepts the call is not the point; it retries where the call is retried.
        service.Faults.Add(LocalFault.Status(503) with { Calls = 1 });
        await OneThread.WaitForAsync(
            () => call.FailureAsync(client, TestContext.Current.CancellationToken),
            () => call.FailureAsync(client, TestContext.Current.CancellationToken));

        Assert.True(service.CallCount(endpoint) >= 2);
    }

    [Fact]
    public async Task A_listing_of_several_pages_can_be_waited_for_by_a_thread_that_blocks()
    {
        await using var local = await LocalClient.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            local.AddKey();
        }

        var keys = new List<KeyDetails>();
        await OneThread.WaitForAsync(async () =>
        {
            var listing = local.Apis.ListAllKeysAsync(
                new ListKeysRequest { ApiId = LocalClient.ApiId, Limit = 2 }, TestContext.Current.CancellationToken);
            await foreach (var key in listing.ConfigureAwait(false))
            {
                keys.Add(key);
            }
        });

        Assert.Equal(5, keys.Count);
    }
}
