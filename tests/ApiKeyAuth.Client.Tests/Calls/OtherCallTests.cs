using ApiKeyAuth.Testing;

namespace ApiKeyAuth.Client.Tests;

public sealed class OtherCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Living_service_says_something()
    {
        await using var local = await LocalClient.StartAsync();

        Assert.NotEmpty((await local.Liveness.LivenessAsync(Token)).Data.Message!);
    }

    [Fact]
    public async Task Verifications_are_queried_and_their_rows_read()
    {
        await using var service = await ScriptedService.StartAsync(
            200, """{"meta":{"requestId":"req_1"},"data":[{"name":"VALID","seats":12},{"name":"RATE_LIMITED","seats":3}]}""");
        await using var client = new ManagementClient(service.Address);

        var rows = await client.Analytics.GetVerificationsAsync(new GetVerificationsRequest { Query = "SELECT 'ä'" }, Token);

        Assert.Equal(12, rows.Data[0].GetProperty("seats").GetInt32());
        Assert.Equal(("/v2/analytics.getVerifications", """{"query":"SELECT \u0027\u00E4\u0027"}"""), (Assert.Single(service.Calls).Path, service.Calls.First().Body));
    }

    [Fact]
    public async Task Query_that_does_not_read_is_rejected_with_its_type()
    {
        await using var local = await LocalClient.StartAsync();

        var failure = await Assert.ThrowsAsync<KeyServiceException>(
            () => local.Analytics.GetVerificationsAsync(new GetVerificationsRequest { Query = "DELETE FROM key_verifications_v1" }, Token));

        Assert.Equal("user/bad_request/invalid_analytics_query_type", failure.ErrorCode);
    }
}
