using System.Text;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Text and metadata that some JSON readers reject.</summary>
public class RequestTextTests
{
    private const string Verify = "keys.verifyKey";

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00")]
    [InlineData("\\ud83d\\ud83d\\ude00")]
    [InlineData("\\\\ud800")]
    public async Task Half_a_surrogate_pair_is_text_like_any_other(string escape)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var apiId = (await fixture.PostAsync("apis.createApi", $$"""{"name":"name {{escape}}"}""")).Data["apiId"]!.GetValue<string>();

        var reply = await fixture.PostAsync("apis.getApi", new { apiId });

        Assert.StartsWith("name ", reply.Data["name"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("200 NOT_FOUND", (await fixture.PostAsync(Verify, $$"""{"key":"{{escape}}"}""")).Outcome);
    }

    [Fact]
    public async Task Broken_UTF8_inside_a_text_is_replaced()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        byte[] body = [.. Encoding.UTF8.GetBytes("{\"key\":\"a"), 0xC3, 0x28, 0xFF, .. Encoding.UTF8.GetBytes("\"}")];

        Assert.Equal("200 NOT_FOUND", (await fixture.PostRawAsync(Verify, body)).Outcome);
        Assert.Equal(400, (await fixture.PostRawAsync(Verify, [.. Encoding.UTF8.GetBytes("{\"key\":\"a\"}"), 0xFF])).Status);
    }

    [Theory]
    [InlineData(500, false, 200)]
    [InlineData(9998, false, 200)]
    [InlineData(9998, true, 200)]
    [InlineData(9999, false, 400)]
    [InlineData(100_000, false, 400)]
    public async Task Deep_metadata_is_kept_or_rejected(int depth, bool stored, int status)
    {
        using var folder = new DataFolder();
        await using var fixture = await ServiceFixture.StartAsync(folder.If(stored));
        var nested = new string('[', depth) + new string(']', depth);
        var key = fixture.AddKey();

        var reply = await fixture.PostAsync("keys.updateKey", $$"""{"keyId":"{{key.KeyId}}","meta":{"deep":{{nested}} } }""");

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 200, (await fixture.VerifyAsync(key)).Text.Contains(nested, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metadata_is_given_back_with_each_member_once()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();
        await fixture.PostAsync(
            "keys.updateKey", $$"""{"keyId":"{{key.KeyId}}","meta": { "a": 1, "b": {"x": 1, "x": [2, null]}, "a": "ä\ud800" } }""");

        var reply = await fixture.VerifyAsync(key);

        Assert.Contains("""{"a":"ä�","b":{"x":[2,null]}}""", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("-12345678901234567890", "-12345678901234567000")]
    [InlineData("0.1234567890123456789", "0.12345678901234568")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("1.0", "1")]
    [InlineData("1e21", "1E+21")]
    [InlineData("1e-400", "0")]
    public async Task A_number_in_metadata_is_a_double(string sent, string kept)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();
        await fixture.PostAsync("keys.updateKey", $$"""{"keyId":"{{key.KeyId}}","meta":{"a":[{{sent}}]} }""");

        Assert.Contains($$"""{"a":[{{kept}}]}""", (await fixture.VerifyAsync(key)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_in_metadata_that_no_double_holds_is_rejected_after_authentication()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var body = $$"""{"keyId":"{{fixture.AddKey().KeyId}}","meta":{"a":[1e400]} }""";

        var reply = await fixture.PostAsync("keys.updateKey", body);

        Assert.Equal("400 unkey/application/invalid_input", reply.Outcome);
        Assert.Empty(reply.Locations);
    }
}
