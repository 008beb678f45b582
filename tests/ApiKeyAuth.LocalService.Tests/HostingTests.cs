using System.Net.Sockets;

namespace ApiKeyAuth.LocalService.Tests;

public class HostingTests
{
    [Fact]
    public async Task A_taken_address_is_named()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var address = fixture.Service.Address.GetLeftPart(UriPartial.Authority);

        var fault = await Assert.ThrowsAsync<IOException>(() => LocalKeyService.StartAsync(
            options => options.Url = address, TestContext.Current.CancellationToken));

        Assert.Equal($"The address {address} is in use by another program.", fault.Message);
    }

    [Theory]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://example.org:0")]
    [InlineData("http://127.0.0.1:0/path")]
    [InlineData("127.0.0.1:0")]
    public async Task An_address_of_another_form_is_rejected(string url)
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => LocalKeyService.StartAsync(
            options => options.Url = url, TestContext.Current.CancellationToken));

        Assert.Contains(url, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_cannot_be_used_are_named()
    {
        await AssertNamedAsync("RootKey", options => options.RootKey = " ");
        await AssertNamedAsync("MaxRequestBodyBytes", options => options.MaxRequestBodyBytes = 0);
        await AssertNamedAsync("WorkspaceRequestsPerMinute", options => options.WorkspaceRequestsPerMinute = -1);

        static async Task AssertNamedAsync(string option, Action<LocalKeyServiceOptions> configure)
        {
            var fault = await Assert.ThrowsAsync<ArgumentException>(
                () => LocalKeyService.StartAsync(configure, TestContext.Current.CancellationToken));
            Assert.Contains($"LocalKeyServiceOptions.{option} ", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:0")]
    public async Task A_free_port_is_found_on_loopback(string url)
    {
        await using var service = await LocalKeyService.StartAsync(options => options.Url = url, TestContext.Current.CancellationToken);

        Assert.Equal("127.0.0.1", service.Address.Host);
        Assert.NotEqual(0, service.Address.Port);
    }

    [Fact]
    public async Task Address_is_released_when_the_service_is_disposed()
    {
        var fixture = await ServiceFixture.StartAsync();
        var address = fixture.Service.Address;
        await ConnectAsync();
        await fixture.VerifyAsync(fixture.AddKey());

        await fixture.DisposeAsync();

        var rejected = await Assert.ThrowsAsync<SocketException>(ConnectAsync);
        Assert.Equal(SocketError.ConnectionRefused, rejected.SocketErrorCode);

        async Task ConnectAsync()
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Services_share_nothing()
    {
        await using var one = await ServiceFixture.StartAsync();
        await using var other = await ServiceFixture.StartAsync();
        var key = one.AddKey();

        Assert.NotEqual(one.Service.RootKey, other.Service.RootKey);
        Assert.Equal("NOT_FOUND", (await other.VerifyAsync(key)).Code);
        Assert.Equal(401, (await other.PostAsync("apis.createApi", new { name = "orders" }, one.Service.RootKey)).Status);
    }

    [Fact]
    public async Task Calls_are_counted_by_procedure_whatever_comes_of_them()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        await fixture.VerifyAsync(fixture.AddKey());
        await fixture.PostAsync("keys.verifyKey", "not json");
        await fixture.PostAsync("keys.getKey", new { keyId = "key_1" }, rootKey: "unknown");

        Assert.Equal(2, fixture.Service.CallCount("keys.verifyKey"));
        Assert.Equal(1, fixture.Service.CallCount("keys.getKey"));
        Assert.Equal(0, fixture.Service.CallCount("keys.createKey"));
    }
}
