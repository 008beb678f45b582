namespace ApiKeyAuth.LocalService.Tests;

public class RoutingTests
{
    [Theory]
    [InlineData("/v2/keys.verifyKey/")]
    [InlineData("/v2/keys.verifykey")]
    [InlineData("/v2/keys.nothing")]
    [InlineData("/")]
    public async Task An_unknown_path_is_a_plain_404_whatever_the_method(string path)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete })
        {
            using var request = new HttpRequestMessage(method, path);

            var reply = await fixture.SendAsync(request);

            Assert.Equal((404, "404 page not found\n"), (reply.Status, reply.Text));
            Assert.Equal("text/plain; charset=utf-8", reply.ContentHeaders.ContentType!.ToString());
        }
    }

    [Theory]
    [InlineData("GET", "/v2/keys.verifyKey", "POST")]
    [InlineData("OPTIONS", "/v2/apis.createApi", "POST")]
    [InlineData("POST", "/v2/liveness", "GET, HEAD")]
    public async Task A_wrong_method_is_a_plain_405_that_names_the_right_one(string method, string path, string allowed)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var reply = await fixture.SendAsync(request);

        Assert.Equal((405, "Method Not Allowed\n"), (reply.Status, reply.Text));
        Assert.Equal(allowed, string.Join(", ", reply.ContentHeaders.Allow));
    }

    [Theory]
    [InlineData("//v2/liveness", "/v2/liveness")]
    [InlineData("/v2//keys.verifyKey?x=1", "/v2/keys.verifyKey?x=1")]
    [InlineData("/v2/./liveness", "/v2/liveness")]
    [InlineData("/v2/x/../liveness/", "/v2/liveness/")]
    [InlineData("/../..", "/")]
    public async Task A_path_that_is_not_clean_is_redirected(string path, string location)
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var answer = await RawHttp.ExchangeAsync(fixture.Service.Address, $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 307 ", answer, StringComparison.Ordinal);
        Assert.Contains($"\r\nLocation: {location}\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/health/startup")]
    public async Task Health_paths_of_the_real_service_exist(string path)
    {
        await using var fixture = await ServiceFixture.StartAsync();

        Assert.Equal("""{"status":"ok"}""", await fixture.Client.GetStringAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Liveness_answers_a_HEAD_without_a_body()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/v2/liveness");

        var reply = await fixture.SendAsync(request);

        Assert.Equal((200, string.Empty), (reply.Status, reply.Text));
    }
}
