namespace ApiKeyAuth.LocalService.Tests;

public class VerificationTests
{
    private const string Verify = "keys.verifyKey";

    [Fact]
    public async Task A_bad_query_is_rejected_before_the_state_of_the_key_is_looked_at()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Enabled = false, Credits = 5 });

        Assert.Equal(
            "400 user/bad_request/permissions_query_syntax_error",
            (await fixture.PostAsync(Verify, new { key = key.Key, permissions = "a AND" })).Outcome);
        Assert.Equal("200 NOT_FOUND", (await fixture.PostAsync(Verify, new { key = "unknown", permissions = "a AND" })).Outcome);
        Assert.Equal("200 DISABLED", (await fixture.VerifyAsync(key)).Outcome);
    }

    [Theory]
    [InlineData("docs.read\0)(", "200 VALID")]
    [InlineData(" \0docs.read", "400 user/bad_request/permissions_query_syntax_error")]
    public async Task A_NUL_ends_a_query(string query, string outcome)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Permissions = ["docs.read"] });

        Assert.Equal(outcome, (await fixture.PostAsync(Verify, new { key = key.Key, permissions = query })).Outcome);
    }

    [Theory]
    [InlineData("ê", "200 INSUFFICIENT_PERMISSIONS")]
    [InlineData("docs.read OR \u00fa", "200 VALID")]
    [InlineData("docs.readê OR docs.ê", "200 INSUFFICIENT_PERMISSIONS")]
    [InlineData("{long}", "200 INSUFFICIENT_PERMISSIONS")]
    [InlineData("é", "400 user/bad_request/permissions_query_syntax_error")]
    [InlineData("docs.read\u00a0", "400 user/bad_request/permissions_query_syntax_error")]
    [InlineData("中", "400 user/bad_request/permissions_query_syntax_error")]
    public async Task A_query_is_read_in_bytes_so_some_letters_pass_that_no_permission_has(string query, string outcome)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Permissions = ["docs.read"] });
        var permissions = query.Replace("{long}", new string('ê', 1000), StringComparison.Ordinal);

        Assert.Equal(outcome, (await fixture.PostAsync(Verify, new { key = key.Key, permissions })).Outcome);
    }

    [Fact]
    public async Task An_unknown_limit_is_reported_after_a_missing_permission_and_consumes_nothing()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed
        {
            ApiId = apiId,
            Credits = 5,
            RateLimits = [new("requests", 1, TimeSpan.FromHours(1), AutoApply: true)],
        });
        object[] limits = [new { name = "nothing" }];

        Assert.Equal(
            "200 INSUFFICIENT_PERMISSIONS",
            (await fixture.PostAsync(Verify, new { key = key.Key, permissions = "docs.read", ratelimits = limits })).Outcome);
        Assert.Equal(
            "412 unkey/application/precondition_failed",
            (await fixture.PostAsync(Verify, new { key = key.Key, ratelimits = limits })).Outcome);
        var result = await fixture.VerifyAsync(key);
        Assert.Equal("200 VALID", result.Outcome);
        Assert.Equal(4, result.Data["credits"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_key_expires_exactly_after_its_expiry()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Expires = fixture.Clock.GetUtcNow().AddSeconds(1) });

        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("VALID", (await fixture.VerifyAsync(key)).Code);
        fixture.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("EXPIRED", (await fixture.VerifyAsync(key)).Code);
    }

    [Fact]
    public async Task An_expiry_of_zero_has_passed_and_is_not_shown()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();
        await fixture.PostAsync("keys.updateKey", new { keyId = key.KeyId, expires = 0 });

        var result = await fixture.VerifyAsync(key);

        Assert.Equal("EXPIRED", result.Code);
        Assert.Null(result.Data["expires"]);
    }

    [Fact]
    public async Task Revoked_key_is_rejected_at_once()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();
        Assert.Equal("VALID", (await fixture.VerifyAsync(key)).Code);

        await fixture.PostAsync("keys.deleteKey", new { keyId = key.KeyId });

        Assert.Equal("""{"valid":false,"code":"NOT_FOUND"}""", (await fixture.VerifyAsync(key)).Data.ToJsonString());
    }

    [Fact]
    public async Task A_permission_held_twice_is_sent_twice_by_a_verification_and_once_by_the_rest()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed
        {
            ApiId = apiId,
            Permissions = ["docs.read"],
            RolePermissions = new Dictionary<string, string[]> { ["reader"] = ["docs.read"], ["writer"] = ["docs.write"] },
        });

        var result = await fixture.VerifyAsync(key);
        var details = await fixture.PostAsync("keys.getKey", new { keyId = key.KeyId });

        Assert.Equal("""["docs.read","docs.read","docs.write"]""", result.Data["permissions"]!.ToJsonString());
        Assert.Equal("""["docs.read","docs.write"]""", details.Data["permissions"]!.ToJsonString());
        Assert.Equal("""["reader","writer"]""", details.Data["roles"]!.ToJsonString());
    }

    [Fact]
    public async Task A_key_without_anything_shows_nothing_but_itself()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Meta = "{}" });

        var result = await fixture.VerifyAsync(key);

        Assert.Equal(
            ["code", "enabled", "keyId", "keyspaceId", "valid"],
            result.Data.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("VALID", key.KeyId), (result.Code, result.Data["keyId"]!.GetValue<string>()));
    }
}
