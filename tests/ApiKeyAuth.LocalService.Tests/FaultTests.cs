using ApiKeyAuth.Client;

namespace ApiKeyAuth.LocalService.Tests;

public class FaultTests
{
    private const string Verify = "keys.verifyKey";

    [Fact]
    public async Task A_status_is_returned_for_as_many_calls_as_set_and_nothing_is_done()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 5 });
        fixture.Service.Faults.Add(LocalFault.Status(502, "<html>", "text/html") with { Endpoint = Verify, Calls = 2 });

        Assert.Equal(200, (await fixture.PostAsync("keys.getKey", new { keyId = key.KeyId })).Status);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var reply = await fixture.VerifyAsync(key);
            Assert.Equal((502, "<html>", "text/html"), (reply.Status, reply.Text, reply.ContentHeaders.ContentType!.ToString()));
        }

        Assert.Equal("VALID", (await fixture.VerifyAsync(key)).Code);
        fixture.Service.ShouldHaveCharged(key.KeyId, 1);
        fixture.Service.ShouldHaveReceived(Verify, 3);
    }

    [Fact]
    public async Task A_refused_call_is_not_executed_and_a_reset_call_is_executed_without_a_response()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 5 });

        fixture.Service.Faults.Add(LocalFault.Refuse());
        await Assert.ThrowsAsync<HttpRequestException>(() => fixture.VerifyAsync(key));
        fixture.Service.ShouldHaveCharged(key.KeyId, 0);

        fixture.Service.Faults.Add(LocalFault.Reset());
        await Assert.ThrowsAsync<HttpRequestException>(() => fixture.VerifyAsync(key));
        fixture.Service.ShouldHaveCharged(key.KeyId, 1);

        fixture.Service.Faults.Add(LocalFault.Reset());
        await Assert.ThrowsAsync<HttpRequestException>(() => fixture.PostAsync(Verify, "no json"));
        Assert.Equal(3, (await fixture.VerifyAsync(key)).Data["credits"]!.GetValue<long>());
    }

    [Fact]
    public async Task Garbage_is_truncated_JSON()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.Faults.Add(LocalFault.Garbage());

        var fault = await Assert.ThrowsAsync<KeyServiceException>(
            () => fixture.Service.Apis.CreateApiAsync(new CreateApiRequest { Name = "orders" }, TestContext.Current.CancellationToken));

        Assert.Equal(200, (int)fault.StatusCode!);
    }

    [Fact]
    public async Task A_delayed_call_is_processed_when_the_time_has_passed()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();
        fixture.Service.Faults.Add(LocalFault.Delay(TimeSpan.FromSeconds(5)));

        var call = fixture.VerifyAsync(key);
        while (fixture.Service.CallCount(Verify) == 0)
        {
            await Task.Yield();
        }

        Assert.Equal("VALID", (await fixture.VerifyAsync(key)).Code);
        Assert.False(call.IsCompleted);
        while (!call.IsCompleted)
        {
            // The timer may not have been set yet.
            fixture.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.Equal("VALID", (await call).Code);
    }

    [Fact]
    public async Task A_service_that_stops_does_not_wait_for_delays()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.Faults.Add(LocalFault.Delay(TimeSpan.FromDays(1)));
        var call = fixture.VerifyAsync(fixture.AddKey());
        while (fixture.Service.CallCount(Verify) == 0)
        {
            await Task.Yield();
        }

        await fixture.Service.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task A_seed_chooses_the_same_calls_again()
    {
        var runs = new List<string>();
        foreach (var seed in new[] { 7, 7, 8 })
        {
            await using var fixture = await ServiceFixture.StartAsync();
            fixture.Service.Faults.Add(LocalFault.Status(503) with { Calls = 40, Probability = 0.5, Seed = seed });
            var statuses = new List<int>();
            for (var i = 0; i < 50; i++)
            {
                statuses.Add((await fixture.PostAsync("permissions.listRoles", new { })).Status);
            }

            runs.Add(string.Join(' ', statuses));
            Assert.InRange(statuses.Count(status => status == 503), 10, 30);
            Assert.DoesNotContain(503, statuses.Skip(40));
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
    }

    [Fact]
    public async Task Faults_apply_in_the_order_they_were_added_and_can_be_removed()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.Faults.Add(LocalFault.Status(500) with { Endpoint = "liveness" });
        fixture.Service.Faults.Add(LocalFault.Status(503) with { Calls = 9 });
        fixture.Service.Faults.Add(LocalFault.Status(504) with { Endpoint = "liveness", Calls = 9 });

        Assert.Equal(500, await LivenessAsync());
        Assert.Equal(503, await LivenessAsync());
        fixture.Service.Faults.Clear();
        Assert.Equal(200, await LivenessAsync());

        async Task<int> LivenessAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/liveness");
            return (await fixture.SendAsync(request)).Status;
        }
    }

    [Fact]
    public void Invalid_faults_are_rejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalFault.Delay(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalFault.Status(199));
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalFault.Status(600));
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalFault.Delay(TimeSpan.FromDays(1).Add(TimeSpan.FromTicks(1))));
        Assert.Throws<ArgumentException>(() => LocalFault.Status(204, "a body"));
        Assert.Throws<ArgumentException>(() => LocalFault.Status(200, "{}", "application/json\r\nX-Other: 1"));
    }

    [Fact]
    public async Task A_fault_that_applies_to_no_call_is_rejected()
    {
        await using var fixture = await ServiceFixture.StartAsync();

        Assert.Throws<ArgumentException>(() => fixture.Service.Faults.Add(LocalFault.Refuse() with { Endpoint = "keys.verify" }));
        Assert.Throws<ArgumentOutOfRangeException>(() => fixture.Service.Faults.Add(LocalFault.Refuse() with { Calls = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => fixture.Service.Faults.Add(LocalFault.Refuse() with { Probability = 1.1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => fixture.Service.Faults.Add(LocalFault.Refuse() with { Probability = double.NaN }));
    }
}
