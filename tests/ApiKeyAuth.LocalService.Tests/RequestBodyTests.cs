namespace ApiKeyAuth.LocalService.Tests;

/// <summary>An invalid body is an error of the caller (4xx) and never of the service.</summary>
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
    public async Task What_is_not_one_JSON_value_is_rejected_as_a_body(string body)
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
    [InlineData("keys.createKey", "\"roles\":[", "0", "]")]
    [InlineData("keys.migrateKeys", "\"keys\":[", "{}", "]")]
    [InlineData("keys.getKey", "\"keyId\":\"key_1\"", "\"unknown\":0", "")]
    public async Task Of_many_violations_only_the_first_are_listed(string endpoint, string start, string item, string end)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var items = string.Join(',', Enumerable.Range(0, 20_000).Select(i => item.Replace("unknown", "u" + i, StringComparison.Ordinal)));

        var reply = await fixture.PostAsync(endpoint, $"{{{start}{(end.Length == 0 ? "," : string.Empty)}{items}{end}}}");

        Assert.Equal("400 unkey/application/invalid_input", reply.Outcome);
        Assert.InRange(reply.Text.Length, 1000, 200_000);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("10E-1")]
    public async Task An_integer_that_is_not_written_as_one_is_rejected_after_authentication(string number)
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
