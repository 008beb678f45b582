namespace ApiKeyAuth.LocalService.Tests;

/// <summary>An API's address list is compared as text with the client address of the call.</summary>
public class AddressListTests
{
    [Theory]
    [InlineData("127.0.0.1", null, "VALID")]
    [InlineData("127.0.0.0/8", null, "FORBIDDEN")]
    [InlineData("203.0.113.9", null, "FORBIDDEN")]
    [InlineData("203.0.113.9", "203.0.113.9", "VALID")]
    [InlineData("203.0.113.9", "203.0.113.9:4711, 10.0.0.1", "VALID")]
    [InlineData("203.0.113.9", " , 203.0.113.9", "VALID")]
    [InlineData("203.0.113.9", "10.0.0.1, 203.0.113.9", "FORBIDDEN")]
    [InlineData("2001:db8::1", "2001:db8::1", "VALID")]
    [InlineData("2001:db8::1", "[2001:db8::1]:443", "VALID")]
    [InlineData("2001:db8::1", "2001:DB8::1", "FORBIDDEN")]
    [InlineData("127.0.0.1", "203.0.113.9", "FORBIDDEN")]
    public async Task Only_listed_addresses_may_verify(string listed, string? forwarded, string code)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var api = fixture.Service.AddApi(new ApiSeed { Name = "orders", AllowedAddresses = ["198.51.100.4", listed] });
        var key = fixture.Service.AddKey(new KeySeed { ApiId = api.ApiId, Credits = 1 });

        var result = await fixture.PostAsync("keys.verifyKey", new { key = key.Key }, adjust: request =>
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded is null ? [] : [forwarded]));

        Assert.Equal(code, result.Code);
        Assert.Equal(code == "VALID" ? 0 : 1, result.Data["credits"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_list_comes_after_the_expiry_and_before_the_permissions()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var api = fixture.Service.AddApi(new ApiSeed { Name = "orders", AllowedAddresses = ["198.51.100.4"] });
        var expired = fixture.Service.AddKey(new KeySeed { ApiId = api.ApiId, Expires = fixture.Clock.GetUtcNow().AddSeconds(-1) });
        var alive = fixture.Service.AddKey(new KeySeed { ApiId = api.ApiId });

        Assert.Equal("EXPIRED", (await fixture.VerifyAsync(expired)).Code);
        Assert.Equal("FORBIDDEN", (await fixture.PostAsync("keys.verifyKey", new { key = alive.Key, permissions = "docs.read" })).Code);
    }
}
