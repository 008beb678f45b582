using System.Text;

namespace ApiKeyAuth.LocalService.Tests;

public class ControlTests
{
    [Fact]
    public async Task Control_is_disabled_by_default()
    {
        await using var fixture = await ServiceFixture.StartAsync();

        Assert.Equal((404, "404 page not found\n"), await SendAsync(fixture, "GET", "counts"));
    }

    [Fact]
    public async Task Faults_are_added_and_removed()
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.Control = true);
        var key = fixture.AddKey();

        var fault = """{"kind":"status","status":503,"body":"busy","endpoint":"keys.verifyKey","calls":2}""";
        Assert.Equal((204, string.Empty), await SendAsync(fixture, "POST", "faults", fault));
        Assert.Equal((503, "busy"), ((await fixture.VerifyAsync(key)) is var reply ? reply.Status : 0, reply.Text));
        Assert.Equal((204, string.Empty), await SendAsync(fixture, "DELETE", "faults"));
        Assert.Equal("VALID", (await fixture.VerifyAsync(key)).Code);

        foreach (var kind in new[] { "refuse", "reset" })
        {
            await SendAsync(fixture, "POST", "faults", $$"""{"kind":"{{kind}}","probability":1,"seed":3}""");
            await Assert.ThrowsAsync<HttpRequestException>(() => fixture.VerifyAsync(key));
        }

        await SendAsync(fixture, "POST", "faults", """{"kind":"garbage"}""");
        Assert.Equal("""{"meta":{"requestId":"req_""", (await fixture.VerifyAsync(key)).Text);
        await SendAsync(fixture, "POST", "faults", """{"kind":"delay","delayMs":0}""");
        Assert.Equal("VALID", (await fixture.VerifyAsync(key)).Code);
    }

    [Fact]
    public async Task Counts_are_returned()
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.Control = true);
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, KeyId = "key_1", Credits = 5 });
        await fixture.VerifyAsync(key);

        Assert.Equal((200, """{"calls":{"keys.verifyKey":1},"credits":{"key_1":1}}"""), await SendAsync(fixture, "GET", "counts"));
    }

    [Fact]
    public async Task The_clock_is_advanced()
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.Control = true);

        var answer = await SendAsync(fixture, "POST", "clock", """{"advanceMs":60000}""");

        Assert.Equal((200, $$"""{"now":{{fixture.Now + 60_000}}}"""), answer);
        Assert.Equal(fixture.Clock.GetUtcNow().AddMinutes(1), fixture.Service.Now);
    }

    [Theory]
    [InlineData("POST", "faults", "{}")]
    [InlineData("POST", "faults", "null")]
    [InlineData("POST", "faults", "no json")]
    [InlineData("POST", "faults", """{"kind":"flood"}""")]
    [InlineData("POST", "faults", """{"kind":"status"}""")]
    [InlineData("POST", "faults", """{"kind":"status","status":99}""")]
    [InlineData("POST", "faults", """{"kind":"delay"}""")]
    [InlineData("POST", "faults", """{"kind":"refuse","calls":0}""")]
    [InlineData("POST", "faults", """{"kind":"refuse","colour":"red"}""")]
    [InlineData("POST", "faults", """{"kind":"refuse","endpoint":"keys.verify"}""")]
    [InlineData("POST", "faults", """{"kind":"status","status":204,"body":"x"}""")]
    [InlineData("POST", "clock", "{}")]
    [InlineData("POST", "clock", """{"advanceMs":-1}""")]
    [InlineData("POST", "clock", """{"advanceMs":9223372036854775807}""")]
    public async Task Invalid_control_requests_are_rejected(string method, string name, string body)
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.Control = true);

        Assert.Equal(400, (await SendAsync(fixture, method, name, body)).Status);
        Assert.Equal("VALID", (await fixture.VerifyAsync(fixture.AddKey())).Code);
    }

    [Theory]
    [InlineData(null, 400)]
    [InlineData("unknown", 401)]
    [InlineData("reader", 403)]
    public async Task Control_needs_a_root_key_with_all_permissions(string? rootKey, int status)
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.Control = true);
        fixture.Service.AddRootKey("reader", "api.*.read_api");

        Assert.Equal(status, (await SendAsAsync(rootKey, fixture, "GET", "counts")).Status);
        Assert.Equal(404, (await SendAsync(fixture, "GET", "faults")).Status);
    }

    private static Task<(int Status, string Text)> SendAsync(ServiceFixture fixture, string method, string name, string body = "") =>
        SendAsAsync(fixture.Service.RootKey, fixture, method, name, body);

    private static async Task<(int Status, string Text)> SendAsAsync(
        string? rootKey, ServiceFixture fixture, string method, string name, string body = "")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/control/" + name)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = rootKey is null ? null : new("Bearer", rootKey);
        var reply = await fixture.SendAsync(request);
        return (reply.Status, reply.Text);
    }
}
