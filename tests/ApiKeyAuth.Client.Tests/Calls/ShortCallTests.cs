using ApiKeyAuth.Testing;

namespace ApiKeyAuth.Client.Tests;

public sealed class ShortCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_is_created_disabled_enabled_rerolled_and_deleted()
    {
        await using var local = await LocalClient.StartAsync();

        var created = await local.Keys.CreateAsync(new CreateKeyRequest { ApiId = LocalClient.ApiId, Name = "short" }, Token);
        Assert.Equal(VerificationCodes.Valid, await local.VerifyAsync(created.Key));

        Assert.NotNull((await local.Keys.DisableAsync(created.KeyId, Token)).RequestId);
        Assert.Equal(VerificationCodes.Disabled, await local.VerifyAsync(created.Key));

        await local.Keys.EnableAsync(created.KeyId, Token);
        Assert.Equal(VerificationCodes.Valid, await local.VerifyAsync(created.Key));
        Assert.Equal("short", (await local.ReadAsync(created.KeyId)).Name);

        var before = TimeProvider.System.GetUtcNow();
        var rerolled = await local.Keys.RerollAsync(created.KeyId, TimeSpan.FromHours(1), Token);
        Assert.Equal(VerificationCodes.Valid, await local.VerifyAsync(rerolled.Key));
        Assert.InRange((await local.ReadAsync(created.KeyId)).Expires!.Value - before, TimeSpan.FromHours(1), TimeSpan.FromMinutes(62));

        await local.Keys.DeleteAsync(rerolled.KeyId, Token);
        Assert.Equal(VerificationCodes.NotFound, await local.VerifyAsync(rerolled.Key));
    }

    [Fact]
    public async Task Rows_of_a_query_are_read_as_a_type_of_the_app()
    {
        await using var service = await ScriptedService.StartAsync(
            200, """{"meta":{"requestId":"req_1"},"data":[{"Name":"pro","Seats":12},{"Name":"free","Seats":1}]}""");
        await using var client = new ManagementClient(service.Address);

        var rows = await client.Analytics.QueryAsync("SELECT 1", TestJsonContext.Default.Plan, Token);

        Assert.Equal([new Plan("pro", 12), new Plan("free", 1)], rows);
        Assert.Equal("""{"query":"SELECT 1"}""", Assert.Single(service.Calls).Body);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    public async Task Response_carries_the_id_and_the_status_of_the_request(int status)
    {
        await using var service = await ScriptedService.StartAsync(status, """{"meta":{"requestId":"req_7"},"data":{}}""");
        await using var client = new ManagementClient(service.Address);

        var response = await client.Keys.DisableAsync("key_1", Token);

        Assert.Equal(("req_7", status), (response.RequestId, (int)response.StatusCode));
    }
}
