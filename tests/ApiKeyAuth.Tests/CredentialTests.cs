using System.Net;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.Tests;

public sealed class CredentialTests
{
    // {"alg":"HS256"} . {} . signature
    private const string Jwt = "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl";

    [Theory]
    [InlineData("Bearer good", "good")]
    [InlineData("bearer good", "good")]
    [InlineData("BEARER good", "good")]
    [InlineData("Bearer    good", "good")]
    [InlineData("Bearer !\"#$%&'()*+-./:;<=>?@[]^_`{|}~\\", "!\"#$%&'()*+-./:;<=>?@[]^_`{|}~\\")]
    [InlineData("Bearer a.b.c", "a.b.c")]
    [InlineData("Bearer e30.e30.e30", "e30.e30.e30")]
    public async Task Key_is_read_as_it_stands(string header, string key)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok").RequireAuthorization());

        using var response = await app.SendAsync(HttpMethod.Get, "/", header);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var body = System.Text.Json.JsonDocument.Parse(Assert.Single(service.Calls).Body);
        Assert.Equal(key, body.RootElement.GetProperty("key").GetString());
    }

    [Theory]
    [InlineData(null, "missing_key", "Bearer")]
    [InlineData("Basic dXNlcjpwYXNz", "missing_key", "Bearer")]
    [InlineData("Bearerkey", "missing_key", "Bearer")]
    [InlineData("Bearer", "malformed_credential", "Bearer error=\"invalid_request\"")]
    [InlineData("Bearer ", "malformed_credential", "Bearer error=\"invalid_request\"")]
    [InlineData("Bearer two words", "malformed_credential", "Bearer error=\"invalid_request\"")]
    [InlineData("Bearer one,two", "malformed_credential", "Bearer error=\"invalid_request\"")]
    [InlineData("Bearer schlüssel", "malformed_credential", "Bearer error=\"invalid_request\"")]
    [InlineData("Bearer " + Jwt, "invalid_key", "Bearer error=\"invalid_token\"")]
    public async Task What_is_no_key_is_rejected_without_asking(string? header, string code, string challenge)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok").RequireAuthorization());

        using var response = await app.SendAsync(HttpMethod.Get, "/", header);

        Assert.Equal((HttpStatusCode.Unauthorized, challenge), (response.StatusCode, response.Challenge()));
        Assert.Contains($"\"code\":\"{code}\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(service.Calls);
    }

    [Theory]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")] // {"alg":"none"}, unsigned
    [InlineData("eyJhbGciOiJIUzI1NiJ9..c2lnbmF0dXJl")] // detached payload
    [InlineData("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..aXY.Y2lwaGVy.dGFn")] // {"alg":"dir","enc":"A128GCM"}, encrypted
    public async Task Token_of_every_kind_is_kept_from_the_key_service(string token)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok").RequireAuthorization());

        using var response = await app.GetAsync("/", token);

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer error=\"invalid_token\""), (response.StatusCode, response.Challenge()));
        Assert.Empty(service.Calls);
    }

    [Fact]
    public void Whatever_has_dots_is_a_token_or_not_and_never_an_error()
    {
        foreach (var header in new[] { "", "e", "ey", "eyJ", "eyJh", "_-_-_", "eyI", "eyJ9", "AB", "A", "////", "ey==", "bnVsbA", "W10", "eyJhbGciOjF9fQ", new string('W', 500) })
        {
            foreach (var rest in new[] { "", ".", "..", ".e30.x", ".e30.AB", ".e30.A", "....", ".a.b.c.d", ".==.==" })
            {
                _ = JsonWebToken.LooksLikeOne(header + rest);
            }
        }

        Assert.False(JsonWebToken.LooksLikeOne("a.b.c"));
        Assert.True(JsonWebToken.LooksLikeOne(Jwt));
    }

    [Theory]
    [InlineData(512, 200)]
    [InlineData(513, 401)]
    public async Task Key_has_at_most_512_characters(int length, int status)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok").RequireAuthorization());

        using var response = await app.GetAsync("/", new string('k', length));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, service.Calls.Count);
    }

    [Fact]
    public async Task Two_authorization_headers_are_rejected()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok").RequireAuthorization());

        using var response = await app.SendAsync(HttpMethod.Get, "/", "Bearer one", ("Authorization", "Bearer two"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(service.Calls);
    }

    // Test clients normalize such a header before it is sent.
    [Theory]
    [InlineData("Bearer\tkey")]
    [InlineData("Bearer key\n")]
    [InlineData("Bearer,key")]
    public void Other_white_space_than_blanks_is_malformed(string header) =>
        Assert.Equal(
            KeyCredentialKind.Malformed, KeyReader.Read(new ApiKeyOptions(), new HeaderDictionary { ["Authorization"] = header }, query: null, own: null).Kind);
}
