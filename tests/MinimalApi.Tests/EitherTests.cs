using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApiKeyAuth.Testing;

namespace MinimalApi.Tests;

/// <summary>Keys and JSON Web Tokens on one endpoint.</summary>
public sealed class EitherTests
{
    private static async Task<string> TokenAsync(Sample sample)
    {
        using var response = await sample.SendAsync(HttpMethod.Post, "/token", key: null);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return answer.GetProperty("token").GetString()!;
    }

    private static Sample WithService(ScriptedService service) =>
        new Sample().With("Authentication:Schemes:ApiKey:BaseAddress", service.Address.ToString());

    [Fact]
    public async Task Token_is_accepted_and_never_shown_to_the_key_service()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var sample = WithService(service);

        using var response = await sample.GetAsync("/either", await TokenAsync(sample));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"name":"Token","withKey":false}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Empty(service.Calls);
    }

    [Theory]
    [InlineData("/either")]
    [InlineData("/me")]
    public async Task Token_of_somebody_else_is_rejected_and_never_shown_to_the_key_service(string path)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var sample = WithService(service);
        await using var other = new Sample();

        using var response = await sample.GetAsync(path, await TokenAsync(other));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(service.Calls);
    }

    [Fact]
    public async Task Owner_of_a_token_is_told_of_the_token()
    {
        await using var sample = new Sample();
        await using var other = new Sample();

        using var expired = await sample.GetAsync("/either", await TokenAsync(other));
        using var missing = await sample.GetAsync("/either");

        Assert.Contains("\"title\":\"The token is not valid.\"", await expired.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var text = await missing.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"title\":\"A credential is required.\"", text, StringComparison.Ordinal);
        Assert.Contains("or a credential for another scheme of this endpoint.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_is_accepted()
    {
        await using var sample = new Sample();

        using var response = await sample.GetAsync("/either", "demo_reader");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"name":"Reader","withKey":true}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("unknown")]
    public async Task Neither_is_rejected(string? key)
    {
        await using var sample = new Sample();
        using var response = await sample.GetAsync("/either", key);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Token_does_not_open_what_needs_a_key()
    {
        await using var sample = new Sample();
        using var response = await sample.GetAsync("/me", await TokenAsync(sample));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Nobody_hands_out_tokens_outside_development()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var sample = new Sample { Environment = "Production" }
            .With("Authentication:Schemes:ApiKey:BaseAddress", service.Address.ToString())
            .With("Authentication:Schemes:ApiKey:RootKey", "root_key");

        using var response = await sample.SendAsync(HttpMethod.Post, "/token", key: null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
