using System.Net.Http.Headers;

namespace ApiKeyAuth.LocalService.Tests;

public class AuthenticationTests
{
    [Theory]
    [InlineData("Bearer {0}", "200")]
    [InlineData("Bearer   {0}  ", "200")]
    [InlineData("bearer {0}", "400 unkey/authentication/malformed")]
    [InlineData("BEARER {0}", "400 unkey/authentication/malformed")]
    [InlineData("Bearer\t{0}", "400 unkey/authentication/malformed")]
    [InlineData("Bearer{0}", "400 unkey/authentication/malformed")]
    [InlineData("Bearer", "400 unkey/authentication/malformed")]
    [InlineData("Basic {0}", "400 unkey/authentication/malformed")]
    [InlineData("{0}", "400 unkey/authentication/malformed")]
    [InlineData("Bearer {0} {0}", "401 unkey/authentication/key_not_found")]
    [InlineData("", "400 unkey/application/invalid_input")]
    public async Task The_header_has_one_form(string header, string outcome)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var value = header.Replace("{0}", fixture.Service.RootKey, StringComparison.Ordinal);

        var reply = await fixture.PostAsync("apis.createApi", new { name = "orders" }, adjust: request => Authorize(request, value));

        Assert.Equal(outcome, reply.Outcome);
    }

    [Fact]
    public async Task The_body_is_checked_before_the_credential_and_the_header_before_the_body()
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var unknownCaller = await fixture.PostAsync("apis.createApi", new { }, rootKey: "unknown");
        var noCaller = await fixture.PostAsync("apis.createApi", "not json", adjust: request =>
        {
            request.Headers.Authorization = null;
            request.Content!.Headers.ContentType = null;
        });

        Assert.Equal("400 unkey/application/invalid_input", unknownCaller.Outcome);
        Assert.Equal(["security"], noCaller.Locations);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("Application/JSON", 200)]
    [InlineData("text/plain", 400)]
    [InlineData("application/problem+json", 400)]
    [InlineData(null, 400)]
    public async Task The_content_type_must_be_JSON(string? contentType, int status)
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var reply = await fixture.PostAsync("apis.createApi", new { name = "orders" }, adjust: request =>
            request.Content!.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType));

        Assert.Equal(status, reply.Status);
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/html, */*;q=0", "application/problem+json")]
    [InlineData("application/*", "application/problem+json")]
    [InlineData("application/problem+json", "application/problem+json")]
    public async Task Errors_come_as_problems_to_those_who_ask_but_never_those_of_validation(string? accept, string contentType)
    {
        await using var fixture = await ServiceFixture.StartAsync();

        var notFound = await fixture.PostAsync("apis.getApi", new { apiId = "api_123456789" }, adjust: Accept);
        var invalid = await fixture.PostAsync("apis.getApi", new { }, adjust: Accept);
        var success = await fixture.PostAsync("apis.createApi", new { name = "orders" }, adjust: Accept);

        Assert.Equal(contentType, notFound.ContentHeaders.ContentType!.MediaType);
        Assert.Equal("application/json", invalid.ContentHeaders.ContentType!.MediaType);
        Assert.Equal("application/json", success.ContentHeaders.ContentType!.MediaType);

        void Accept(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("Accept", accept);
    }

    [Fact]
    public async Task A_disabled_and_an_expired_root_key_are_rejected()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.AddRootKey(new RootKeySeed { RootKey = "disabled", Enabled = false });
        fixture.Service.AddRootKey(new RootKeySeed { RootKey = "expiring", Expires = fixture.Clock.GetUtcNow() });

        Assert.Equal("403 unkey/authorization/key_disabled", await OutcomeAsync("disabled"));
        Assert.Equal("200", await OutcomeAsync("expiring"));
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("403 unkey/authorization/forbidden", await OutcomeAsync("expiring"));

        async Task<string> OutcomeAsync(string rootKey) =>
            (await fixture.PostAsync("apis.createApi", new { name = "orders" }, rootKey)).Outcome;
    }

    [Fact]
    public async Task A_permission_on_one_API_reaches_no_other()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var (own, other) = (fixture.AddKey(), fixture.AddKey());
        fixture.Service.AddRootKey("narrow", $"api.{own.ApiId}.verify_key", $"api.{own.ApiId}.read_key");

        Assert.Equal("200 VALID", (await fixture.PostAsync("keys.verifyKey", new { key = own.Key }, "narrow")).Outcome);
        Assert.Equal("200 NOT_FOUND", (await fixture.PostAsync("keys.verifyKey", new { key = other.Key }, "narrow")).Outcome);
        Assert.Equal(200, (await fixture.PostAsync("keys.getKey", new { keyId = own.KeyId }, "narrow")).Status);
        Assert.Equal(
            "403 unkey/authorization/insufficient_permissions",
            (await fixture.PostAsync("keys.getKey", new { keyId = other.KeyId }, "narrow")).Outcome);
        Assert.Equal(
            "404 unkey/data/key_not_found", (await fixture.PostAsync("keys.whoami", new { key = other.Key }, "narrow")).Outcome);
    }

    [Theory]
    [InlineData("Authorization: Bearer schl\u00fcssel\r\n", "")]
    [InlineData("Authorization: Bearer schl\u00c3\u00bcssel\r\n", "")]
    [InlineData("Authorization: Bearer {long}\r\n", "")]
    [InlineData("Authorization: Bearer x\r\n", "?{long}")]
    public async Task Any_content_of_a_header_or_query_gets_the_response_to_an_unknown_root_key(string header, string query)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.AddRootKey("schlüssel");
        var target = query.Replace("{long}", new string('x', 100_000), StringComparison.Ordinal);
        var fields = header.Replace("{long}", new string('x', 100_000), StringComparison.Ordinal);

        var answer = await RawHttp.ExchangeAsync(
            fixture.Service.Address,
            $"POST /v2/apis.createApi{target} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{fields}"
            + "Content-Length: 14\r\nConnection: close\r\n\r\n{\"name\":\"abc\"}");

        var isRootKey = header.Contains("\u00c3\u00bc", StringComparison.Ordinal);
        Assert.StartsWith(isRootKey ? "HTTP/1.1 200 " : "HTTP/1.1 401 ", answer, StringComparison.Ordinal);
    }

    private static void Authorize(HttpRequestMessage request, string value)
    {
        request.Headers.Authorization = null;
        request.Headers.TryAddWithoutValidation("Authorization", value);
    }
}
