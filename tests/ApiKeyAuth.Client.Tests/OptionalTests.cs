using ApiKeyAuth.Testing;

namespace ApiKeyAuth.Client.Tests;

public sealed class OptionalTests
{
    private static readonly (UpdateKeyRequest Request, string Members)[] Updates =
    [
        (new UpdateKeyRequest { KeyId = "key_1" }, ""),
        (new UpdateKeyRequest { KeyId = "key_1", Name = default }, ""),
        (new UpdateKeyRequest { KeyId = "key_1", Name = null }, ""","name":null"""),
        (new UpdateKeyRequest { KeyId = "key_1", Name = "n" }, ""","name":"n" """),
        (new UpdateKeyRequest { KeyId = "key_1", ExternalId = null }, ""","externalId":null"""),
        (new UpdateKeyRequest { KeyId = "key_1", Meta = null }, ""","meta":null"""),
        (new UpdateKeyRequest { KeyId = "key_1", Meta = KeyServiceMeta.Write(new Plan("p", 1), TestJsonContext.Default.Plan) },
            ""","meta":{"Name":"p","Seats":1}"""),
        (new UpdateKeyRequest { KeyId = "key_1", Expires = null }, ""","expires":null"""),
        (new UpdateKeyRequest { KeyId = "key_1", Expires = DateTimeOffset.UnixEpoch.AddMilliseconds(5) }, ""","expires":5"""),
        (new UpdateKeyRequest { KeyId = "key_1", Credits = null }, ""","credits":null"""),
        (new UpdateKeyRequest { KeyId = "key_1", Credits = new UpdateKeyCredits() }, ""","credits":{}"""),
        (new UpdateKeyRequest { KeyId = "key_1", Credits = new UpdateKeyCredits { Remaining = null } }, ""","credits":{"remaining":null}"""),
        (new UpdateKeyRequest { KeyId = "key_1", Credits = new UpdateKeyCredits { Remaining = 0 } }, ""","credits":{"remaining":0}"""),
        (new UpdateKeyRequest { KeyId = "key_1", Credits = new UpdateKeyCredits { Refill = null } }, ""","credits":{"refill":null}"""),
        (new UpdateKeyRequest { KeyId = "key_1", RateLimits = [], Roles = [], Permissions = [], Enabled = false },
            ""","ratelimits":[],"enabled":false,"roles":[],"permissions":[]"""),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Updates.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Absent_is_left_out_and_null_is_sent(int row)
    {
        await using var service = await ScriptedService.StartAsync(200, """{"meta":{"requestId":"req_1"},"data":{}}""");
        await using var client = new ManagementClient(service.Address);

        await client.Keys.UpdateKeyAsync(Updates[row].Request, TestContext.Current.CancellationToken);

        Assert.Equal($$"""{"keyId":"key_1"{{Updates[row].Members.TrimEnd()}}}""", Assert.Single(service.Calls).Body);
    }

    [Fact]
    public async Task Balance_of_null_and_no_balance_at_all_are_two_things()
    {
        await using var service = await ScriptedService.StartAsync(200, """{"meta":{},"data":{"remaining":null}}""");
        await using var client = new ManagementClient(service.Address);

        foreach (var value in new Optional<long?>[] { default, null, 7 })
        {
            await client.Keys.UpdateCreditsAsync(
                new UpdateCreditsRequest { KeyId = "key_1", Operation = CreditOperations.Set, Value = value }, TestContext.Current.CancellationToken);
        }

        Assert.Equal(
            [
                """{"keyId":"key_1","operation":"set"}""",
                """{"keyId":"key_1","operation":"set","value":null}""",
                """{"keyId":"key_1","operation":"set","value":7}""",
            ],
            service.Calls.Select(call => call.Body));
    }

    [Fact]
    public async Task Null_clears_and_absent_leaves_what_the_service_holds()
    {
        await using var local = await LocalClient.StartAsync();
        var keyId = (await local.Keys.CreateKeyAsync(
            new CreateKeyRequest
            {
                ApiId = LocalClient.ApiId,
                Name = "full",
                ExternalId = "user_1",
                Meta = KeyServiceMeta.Write(new Plan("p", 1), TestJsonContext.Default.Plan),
                Expires = TimeProvider.System.GetUtcNow().AddHours(1),
                Credits = new KeyServiceCredits { Remaining = 5, Refill = new CreditsRefill { Interval = RefillIntervals.Daily, Amount = 5 } },
            },
            TestContext.Current.CancellationToken)).Data.KeyId;
        async Task<KeyDetails> UpdateAsync(UpdateKeyRequest request)
        {
            await local.Keys.UpdateKeyAsync(request, TestContext.Current.CancellationToken);
            return await local.ReadAsync(keyId);
        }

        var unchanged = await UpdateAsync(new UpdateKeyRequest { KeyId = keyId });
        Assert.Equal(("full", "user_1", 5L, 5L), (unchanged.Name, unchanged.Identity!.ExternalId, unchanged.Credits!.Remaining, unchanged.Credits.Refill!.Amount));
        Assert.Equal(new Plan("p", 1), unchanged.ReadMeta(TestJsonContext.Default.Plan));
        Assert.NotNull(unchanged.Expires);

        var withoutRefill = await UpdateAsync(new UpdateKeyRequest { KeyId = keyId, Credits = new UpdateKeyCredits { Refill = null } });
        Assert.Equal((5L, null), (withoutRefill.Credits!.Remaining, withoutRefill.Credits.Refill));

        var cleared = await UpdateAsync(new UpdateKeyRequest { KeyId = keyId, Name = null, ExternalId = null, Meta = null, Expires = null, Credits = null });
        Assert.Equal((null, null, null, null), (cleared.Name, cleared.Identity, cleared.Expires, cleared.Credits));
        Assert.Null(cleared.ReadMeta(TestJsonContext.Default.Plan));
    }
}
