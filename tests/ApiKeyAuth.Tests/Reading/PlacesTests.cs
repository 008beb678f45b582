using System.Net;
using System.Text.Json;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Reading;

/// <summary>Where keys may stand, what is ambiguous, and what is not worth asking about.</summary>
public sealed class PlacesTests
{
    private const string Jwt = "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl";

    /// <summary>What was answered, and the key that the service was asked about.</summary>
    private static async Task<(string Answer, HttpResponseMessage Response)> SendAsync(
        Action<ApiKeyOptions> configure, string path = "/", string? authorization = null, params (string, string)[] headers)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/", () => "ok").RequireAuthorization();
                app.MapGet("/query", () => "ok").RequireAuthorization().AllowApiKeyFromQuery();
            },
            builder => builder.AddApiKeyAuthentication(configure));
        var response = await app.SendAsync(HttpMethod.Get, path, authorization, headers);
        await response.Content.LoadIntoBufferAsync(TestContext.Current.CancellationToken);
        var key = service.Calls.Select(call => JsonDocument.Parse(call.Body).RootElement.GetProperty("key").GetString()).SingleOrDefault();
        return ($"{(int)response.StatusCode} {key}".TrimEnd(), response);
    }

    private static void WithHeader(ApiKeyOptions options) => options.HeaderName = "X-API-Key";

    [Theory]
    [InlineData(null, "200 own")]
    [InlineData("Basic dXNlcjpwYXNz", "200 own")]
    [InlineData("Bearer own", "200 own")]
    [InlineData("Bearer other", "401")]
    [InlineData("Bearer", "401")]
    [InlineData("Bearer " + Jwt, "200 own")]
    public async Task Header_of_its_own_is_read_and_a_conflict_rejected(string? authorization, string answer) =>
        Assert.Equal(answer, (await SendAsync(WithHeader, authorization: authorization, headers: ("x-api-key", "own"))).Answer);

    [Theory]
    [InlineData("two words")]
    [InlineData("one,two")]
    [InlineData("schlüssel")]
    public async Task Bad_key_in_the_header_is_malformed(string key)
    {
        var (answer, response) = await SendAsync(WithHeader, headers: ("X-API-Key", key));

        Assert.Equal(("401", "ApiKey error=\"invalid_request\""), (answer, response.Challenge()));
    }

    [Fact]
    public async Task Empty_header_is_no_missing_one()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(
            service, app => app.MapGet("/", () => "ok").RequireAuthorization(), builder => builder.AddApiKeyAuthentication(WithHeader));

        var context = await app.Server.SendAsync(context => context.Request.Headers["X-API-Key"] = "", TestContext.Current.CancellationToken);

        Assert.Equal("ApiKey error=\"invalid_request\"", context.Response.Headers.WWWAuthenticate);
    }

    [Fact]
    public async Task Two_headers_are_rejected() =>
        Assert.Equal("401", (await SendAsync(WithHeader, headers: [("X-API-Key", "one"), ("X-API-Key", "two")])).Answer);

    [Fact]
    public async Task Header_is_not_read_unless_the_app_says_so() =>
        Assert.Equal("401", (await SendAsync(_ => { }, headers: ("X-API-Key", "own"))).Answer);

    [Theory]
    [InlineData("ApiKey own", "200 own")]
    [InlineData("apikey own", "200 own")]
    [InlineData("Token own", "200 own")]
    [InlineData("Bearer own", "401")]
    [InlineData("ApiKeys own", "401")]
    public async Task Other_schemes_of_the_header_take_the_place_of_bearer(string authorization, string answer) =>
        Assert.Equal(answer, (await SendAsync(options => options.AuthorizationSchemes = ["ApiKey", "Token"], authorization: authorization)).Answer);

    [Theory]
    [InlineData("/query?access_token=own", null, "200 own")]
    [InlineData("/query?access_token=own", "Bearer own", "200 own")]
    [InlineData("/query?access_token=own", "Bearer other", "401")]
    [InlineData("/query?access_token=one&access_token=two", null, "401")]
    [InlineData("/query?access_token=", null, "401")]
    [InlineData("/query?access_token=" + Jwt, null, "401")]
    [InlineData("/?access_token=own", null, "401")]
    [InlineData("/?access_token=own", "Bearer other", "200 other")]
    public async Task Query_is_read_where_the_endpoint_says_so(string path, string? authorization, string answer) =>
        Assert.Equal(answer, (await SendAsync(_ => { }, path, authorization)).Answer);

    [Fact]
    public async Task Query_parameter_has_a_name_of_choice() =>
        Assert.Equal("200 own", (await SendAsync(options => options.QueryParameterName = "key", "/query?key=own")).Answer);

    [Theory]
    [InlineData("cookie_key", null, "200 cookie_key")]
    [InlineData("cookie_key", "Bearer other", "401")]
    [InlineData("", null, "401")]
    [InlineData(null, "Bearer other", "200 other")]
    public async Task Delegate_finds_keys_elsewhere(string? found, string? authorization, string answer) =>
        Assert.Equal(answer, (await SendAsync(options => options.ReadKey = _ => found, authorization: authorization)).Answer);

    [Theory]
    [InlineData("acme_0123456789", "200 acme_0123456789")]
    [InlineData("other_0123456789", "401")]
    [InlineData("acme_012345678", "401")]
    [InlineData("acme_01234567890", "401")]
    [InlineData("acme_012345678x", "401")]
    [InlineData("Acme_0123456789", "401")]
    public async Task Key_of_another_form_is_rejected_without_asking(string key, string answer)
    {
        static void Configure(ApiKeyOptions options)
        {
            options.KeyPrefix = "acme_";
            (options.MinKeyLength, options.MaxKeyLength, options.KeyAlphabet) = (15, 15, "0123456789");
        }

        var (status, response) = await SendAsync(Configure, authorization: $"Bearer {key}");

        Assert.Equal(answer, status);
        Assert.Equal(answer == "401" ? "Bearer error=\"invalid_request\"" : "", response.Challenge());
    }

    [Fact]
    public async Task Tokens_are_sent_where_the_app_says_so()
    {
        Assert.Equal($"200 {Jwt}", (await SendAsync(options => options.AllowJsonWebTokens = true, authorization: $"Bearer {Jwt}")).Answer);
        var (answer, response) = await SendAsync(_ => { }, authorization: $"Bearer {Jwt}");
        Assert.Equal(("401", "Bearer error=\"invalid_token\""), (answer, response.Challenge()));
    }

    [Theory]
    [InlineData(true, "Bearer", "Authorization: Bearer <key>")]
    [InlineData(false, "ApiKey", "X-API-Key: <key>")]
    public async Task Challenge_tells_how_to_send_a_key(bool bearer, string challenge, string usage)
    {
        var (_, response) = await SendAsync(
            options =>
            {
                options.HeaderName = "X-API-Key";
                options.AuthorizationSchemes = bearer ? options.AuthorizationSchemes : [];
            });

        Assert.Equal((HttpStatusCode.Unauthorized, challenge), (response.StatusCode, response.Challenge()));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(usage, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
