using ApiKeyAuth.Testing;

namespace ApiKeyAuth.Client.Tests;

/// <summary>Connections that served a verification before: the pool itself repeats what it believes was never looked at.</summary>
public sealed class KeptConnectionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Verification_that_was_read_is_not_repeated_when_its_kept_connection_breaks(bool reset)
    {
        await using var service = new RawService(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(RawService.Http(200, ScriptedService.GoodAnswer));
            if (await connection.ReadRequestAsync() && reset)
            {
                connection.Reset();
            }
        });
        await using var client = new VerificationClient(service.Address);
        var first = await client.VerifyAsync();

        Assert.False((await client.FailAsync()).HasResponse);

        Assert.Equal((1, 2), (service.Accepted, service.Requests));
    }

    [Fact]
    public async Task Connection_that_the_service_closed_meanwhile_is_not_used_again()
    {
        var closed = new TaskCompletionSource();
        await using var service = new RawService(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(RawService.Http(200, ScriptedService.GoodAnswer));
            connection.Dispose();
            closed.TrySetResult();
        });
        await using var client = new VerificationClient(service.Address);
        var first = await client.VerifyAsync();
        await closed.Task;

        var second = await client.VerifyAsync();

        Assert.NotNull(second.Data);
        Assert.Equal((2, 2), (service.Accepted, service.Requests));
    }
}
