using System.Text;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Whatever comes as a body, it is the caller's fault, never a fault of the service.</summary>
public class RequestBodyTests
{
    private const string Verify = "keys.verifyKey";

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("\uFEFF{\"key\":\"x\"}")]
    [InlineData("{'key':'x'}")]
    [InlineData("{\"key\":\"x\",}")]
    public async Task What_is_not_one_JSON_value_is_refused_as_a_body(string body)
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var reply = await fixture.PostAsync(Verify, body);

        Assert.Equal("400 unkey/application/invalid_input", reply.Outcome);
        Assert.Equal(["requestBody"], reply.Locations);
    }

    [Theory]
    [InlineData("null", "/type")]
    [InlineData("5", "/type")]
    [InlineData("{\"key\":true}", "/properties/key/type")]
    [InlineData("{\"key\":\"x\",\"Key\":\"y\"}", "/additionalProperties")]
    [InlineData("{\"key\":\"x\",\"credits\":{\"cost\":1,\"more\":1}}", "/properties/credits/additionalProperties")]
    [InlineData("{\"key\":\"x\",\"ratelimits\":[{\"name\":\"abc\"},5]}", "/properties/ratelimits/items/type")]
    [InlineData("{\"key\":\"x\",\"credits\":{\"cost\":1e400}}", "/properties/credits/properties/cost/maximum")]
    [InlineData("{\"key\":\"x\",\"credits\":{\"cost\":-1e99999999999}}", "/properties/credits/properties/cost/minimum")]
    [InlineData("{\"key\":\"x\",\"credits\":{\"cost\":1e-1}}", "/properties/credits/properties/cost/type")]
    public async Task A_violation_is_located_in_the_schema(string body, string location)
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var reply = await fixture.PostAsync(Verify, body);

        Assert.Equal(400, reply.Status);
        Assert.Equal([location], reply.Locations);
    }

    [Fact]
    public async Task All_violations_are_listed_and_missing_members_of_an_object_are_one()
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var reply = await fixture.PostAsync("permissions.createPermission", """{"description":5,"colour":"red"}""");

        Assert.Equal(["/properties/description/type", "/required", "/additionalProperties"], reply.Locations);
        Assert.Contains("'name', 'slug'", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("10E-1")]
    public async Task An_integer_that_is_not_written_as_one_is_refused_after_authentication(string number)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var body = $$"""{"key":"x","credits":{"cost":{{number}} } }""";

        var reply = await fixture.PostAsync(Verify, body);

        Assert.Equal("400 unkey/application/invalid_input", reply.Outcome);
        Assert.Empty(reply.Locations);
        Assert.Equal(401, (await fixture.PostAsync(Verify, body, rootKey: "unknown")).Status);
    }

    [Theory]
    [InlineData("9223372036854775808", 400)]
    [InlineData("1e30", 400)]
    [InlineData("9223372036854775807", 200)]
    [InlineData("-0", 200)]
    public async Task An_integer_must_fit_64_bits(string number, int status)
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var reply = await fixture.PostAsync(Verify, $$"""{"key":"x","ratelimits":[{"name":"abc","cost":{{number}}}]}""");

        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task Of_a_repeated_member_the_last_one_counts()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();

        var reply = await fixture.PostAsync(Verify, $$"""{"key":5,"key":"{{key.Key}}"}""");

        Assert.Equal("200 VALID", reply.Outcome);
    }

    [Fact]
    public async Task Lengths_count_code_points()
    {
        await using var fixture = await ServiceFixture.StartAsync();

        Assert.Equal(200, (await fixture.PostAsync("apis.createApi", new { name = string.Concat(Enumerable.Repeat("😀", 256)) })).Status);
        Assert.Equal(400, (await fixture.PostAsync("apis.createApi", new { name = string.Concat(Enumerable.Repeat("😀", 257)) })).Status);
        Assert.Equal(400, (await fixture.PostAsync("apis.createApi", new { name = "😀😀" })).Status);
    }

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
    [InlineData(500, 200)]
    [InlineData(100_000, 400)]
    public async Task Deep_metadata_is_kept_or_refused(int depth, int status)
    {
        await using var fixture = await ServiceFixture.StartAsync();
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

    [Fact]
    public async Task A_number_in_metadata_that_no_double_holds_is_refused_after_authentication()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var body = $$"""{"keyId":"{{fixture.AddKey().KeyId}}","meta":{"a":[1e400]} }""";

        var reply = await fixture.PostAsync("keys.updateKey", body);

        Assert.Equal("400 unkey/application/invalid_input", reply.Outcome);
        Assert.Empty(reply.Locations);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_beyond_the_cap_is_answered_as_an_empty_one_and_the_connection_closed(bool chunked)
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.MaxRequestBodyBytes = 100_000);
        var body = Encoding.UTF8.GetBytes("{\"key\":\"x\"}".PadRight(100_000));

        Assert.Equal("200 NOT_FOUND", (await fixture.PostRawAsync(Verify, body, adjust: Chunk)).Outcome);
        var reply = await fixture.PostRawAsync(Verify, [.. body, (byte)' '], adjust: Chunk);
        Assert.Equal("400 unkey/application/invalid_input", reply.Outcome);
        Assert.Equal(["requestBody"], reply.Locations);
        Assert.True(reply.Headers.ConnectionClose);

        void Chunk(HttpRequestMessage request) => request.Headers.TransferEncodingChunked = chunked;
    }

    [Fact]
    public async Task The_default_cap_is_ten_mebibytes()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var body = Encoding.UTF8.GetBytes("{\"key\":\"x\"}".PadRight(10 * 1024 * 1024));

        Assert.Equal(200, (await fixture.PostRawAsync(Verify, body)).Status);
        Assert.Equal(400, (await fixture.PostRawAsync(Verify, [.. body, (byte)' '])).Status);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_answered_in_the_envelope()
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var answer = await RawHttp.ExchangeAsync(
            fixture.Service.Address,
            $"POST /v2/{Verify} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nthis is no chunk\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("user/bad_request/request_body_unreadable", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("identities.createIdentity", """{"externalId":"someone","colour":"red"}""")]
    [InlineData("analytics.getVerifications", """{"query":"SELECT 1","colour":"red"}""")]
    [InlineData("identities.createIdentity",
        """{"externalId":"someone","ratelimits":[{"name":"abc","limit":1,"duration":1000,"autoApply":true,"colour":"red"}]}""")]
    public async Task Some_places_drop_unknown_fields(string endpoint, string body)
    {
        await using var fixture = await ServiceFixture.StartAsync();

        Assert.NotEqual(400, (await fixture.PostAsync(endpoint, body)).Status);
    }

    [Fact]
    public async Task A_pattern_does_not_overlook_a_newline_at_the_end()
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var reply = await fixture.PostAsync("keys.getKey", new { keyId = "key_123456789\n" });

        Assert.Equal(["/properties/keyId/pattern"], reply.Locations);
    }
}
