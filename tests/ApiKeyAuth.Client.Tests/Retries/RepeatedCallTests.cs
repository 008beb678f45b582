using System.Net;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Http;
using Polly.Timeout;

namespace ApiKeyAuth.Client.Tests;

public sealed class RepeatedCallTests
{
    private const string Good = """{"meta":{"requestId":"req_1"},"data":{"keyId":"key_1","start":"","enabled":true,"createdAt":1}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Answers one attempt after the other; the last answer stays. Status 0 breaks the connection once the request has been read.</summary>
    private static Task<ScriptedService> StartAsync(params (int Status, string Body)[] answers)
    {
        var attempt = 0;
        return ScriptedService.StartAsync(context =>
        {
            var (status, body) = answers[Math.Min(Interlocked.Increment(ref attempt), answers.Length) - 1];
            if (status == 0)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });
    }

    private static string Error(string code) =>
        $$$"""{"meta":{"requestId":"req_2"},"error":{"title":"t","detail":"d","status":1,"type":"https://unkey.com/docs/errors/unkey/data/{{{code}}}"}}""";

    [Theory]
    [InlineData(0)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Read_succeeds_on_the_third_attempt(int status)
    {
        await using var service = await StartAsync((status, "{}"), (status, "{}"), (200, Good));
        await using var client = new ManagementClient(service.Address);

        var answer = await client.Keys.GetKeyAsync(new GetKeyRequest { KeyId = "key_1" }, Token);

        Assert.Equal("req_1", answer.Meta!.RequestId);
        Assert.Equal(3, service.Calls.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(412)]
    public async Task Rejected_read_is_not_repeated(int status)
    {
        await using var service = await StartAsync((status, "{}"));
        await using var client = new ManagementClient(service.Address);

        var failure = await Assert.ThrowsAsync<KeyServiceException>(() => client.Keys.GetKeyAsync(new GetKeyRequest { KeyId = "key_1" }, Token));

        Assert.Equal(status, (int)failure.StatusCode);
        Assert.Single(service.Calls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Creation_of_a_key_is_not_repeated_and_the_failure_tells_whether_it_may_be_done(int status)
    {
        await using var service = await StartAsync((status, "{}"));
        await using var client = new ManagementClient(service.Address);

        var failure = await Assert.ThrowsAsync<KeyServiceException>(() => client.Keys.CreateKeyAsync(new CreateKeyRequest { ApiId = "api_1" }, Token));

        Assert.Equal(status != 429, failure.IsOutcomeUnknown);
        Assert.Single(service.Calls);
    }

    [Fact]
    public async Task Slow_attempt_of_a_read_is_given_up_and_repeated()
    {
        var attempt = 0;
        await using var service = await ScriptedService.StartAsync(context => Interlocked.Increment(ref attempt) == 1
            ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
            : context.Response.WriteAsync(Good));
        await using var client = new ManagementClient(service.Address, configure: options => options.AttemptTimeout = TimeSpan.FromSeconds(1.5));

        await client.Keys.GetKeyAsync(new GetKeyRequest { KeyId = "key_1" }, Token);

        Assert.Equal(2, service.Calls.Count);
    }

    [Fact]
    public async Task Total_timeout_ends_all_attempts()
    {
        await using var service = await ScriptedService.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        await using var client = new ManagementClient(service.Address, configure: options =>
        {
            options.AttemptTimeout = TimeSpan.FromMilliseconds(200);
            options.TotalTimeout = TimeSpan.FromMilliseconds(300);
        });

        var failure = await Assert.ThrowsAsync<KeyServiceException>(() => client.Keys.GetKeyAsync(new GetKeyRequest { KeyId = "key_1" }, Token));

        Assert.IsType<TimeoutRejectedException>(failure.InnerException);
        Assert.False(failure.HasResponse);
    }

    public static TheoryData<string, string> Deletions => new()
    {
        { "apis.deleteApi", "api_not_found" },
        { "identities.deleteIdentity", "identity_not_found" },
        { "keys.deleteKey", "key_not_found" },
        { "permissions.deletePermission", "permission_not_found" },
        { "permissions.deleteRole", "role_not_found" },
        { "ratelimit.deleteOverride", "ratelimit_override_not_found" },
    };

    [Theory]
    [MemberData(nameof(Deletions))]
    public async Task Deletion_whose_first_attempt_was_lost_succeeds_when_the_next_finds_nothing(string endpoint, string code)
    {
        await using var service = await StartAsync((0, ""), (404, Error(code)));
        await using var client = new ManagementClient(service.Address);

        var response = await ClientCalls.Of(endpoint).SendAsync(client, Token);

        Assert.Equal((HttpStatusCode.OK, "req_2"), (response.StatusCode, response.RequestId));
        Assert.Equal(2, service.Calls.Count);
    }

    [Theory]
    [MemberData(nameof(Deletions))]
    public async Task Deletion_of_what_never_was_is_an_error(string endpoint, string code)
    {
        await using var service = await StartAsync((404, Error(code)));
        await using var client = new ManagementClient(service.Address);

        var failure = await Assert.ThrowsAsync<KeyServiceException>(() => ClientCalls.Of(endpoint).SendAsync(client, Token));

        Assert.Equal($"unkey/data/{code}", failure.ErrorCode);
    }

    [Theory]
    [InlineData(429, "key_not_found")]
    [InlineData(500, "workspace_not_found")]
    [InlineData(500, "api_not_found")]
    public async Task Deletion_is_an_error_where_the_first_attempt_did_nothing_or_something_else_is_missing(int first, string code)
    {
        await using var service = await StartAsync((first, "{}"), (404, Error(code)));
        await using var client = new ManagementClient(service.Address);

        var failure = await Assert.ThrowsAsync<KeyServiceException>(() => client.Keys.DeleteKeyAsync(new DeleteKeyRequest { KeyId = "key_1" }, Token));

        Assert.Equal(HttpStatusCode.NotFound, failure.StatusCode);
        Assert.Equal(2, service.Calls.Count);
    }

    [Theory]
    [InlineData("identities.createIdentity")]
    [InlineData("permissions.createPermission")]
    [InlineData("permissions.createRole")]
    public async Task Conflict_after_a_lost_attempt_is_an_error_that_may_be_the_calls_own_doing(string endpoint)
    {
        await using var service = await StartAsync((0, ""), (409, Error("identity_already_exists")));
        await using var client = new ManagementClient(service.Address);

        var failure = await Assert.ThrowsAsync<KeyServiceException>(() => ClientCalls.Of(endpoint).SendAsync(client, Token));

        Assert.Equal((HttpStatusCode.Conflict, true), (failure.StatusCode, failure.IsOutcomeUnknown));
        Assert.Equal(2, service.Calls.Count);
    }

    [Fact]
    public async Task Call_that_never_left_is_repeated_once_where_a_repetition_is_unsafe_and_twice_otherwise()
    {
        await using var service = new RawService(connection => connection.WriteAsync("this is no TLS\r\n"));
        await using var client = new ManagementClient(new UriBuilder(service.Address) { Scheme = "https" }.Uri);

        var creation = await Assert.ThrowsAsync<KeyServiceException>(
            () => client.Keys.CreateKeyAsync(new CreateKeyRequest { ApiId = "api_1" }, TestContext.Current.CancellationToken));
        Assert.False(creation.IsOutcomeUnknown);
        Assert.Equal(2, service.Accepted);

        await Assert.ThrowsAsync<KeyServiceException>(
            () => client.Keys.GetKeyAsync(new GetKeyRequest { KeyId = "key_1" }, TestContext.Current.CancellationToken));
        Assert.Equal(5, service.Accepted);
    }

    [Fact]
    public async Task Closed_port_is_nothing_that_may_be_done()
    {
        using var closed = new ClosedPort();
        await using var client = new ManagementClient(closed.Address);

        var failure = await Assert.ThrowsAsync<KeyServiceException>(() => client.Keys.CreateKeyAsync(new CreateKeyRequest { ApiId = "api_1" }, Token));

        Assert.Equal((false, false), (failure.HasResponse, failure.IsOutcomeUnknown));
    }
}
