using System.Net;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;

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
    public async Task What_is_no_key_is_refused_without_asking(string? header, string code, string challenge)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok").RequireAuthorization());

        using var response = await app.SendAsync(HttpMethod.Get, "/", header);

        Assert.Equal((HttpStatusCode.Unauthorized, challenge), (response.StatusCode, response.Challenge()));
        Assert.Contains($"\"code\":\"{code}\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(service.Calls);
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
    public async Task Two_authorization_headers_are_refused()
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
        Assert.Equal(KeyCredentialKind.Malformed, KeyCredential.Read(header).Kind);
}
