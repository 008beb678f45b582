using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApiKeyAuth.Testing;

namespace ApiKeyAuth.Client.Tests;

public sealed class AnswerReadingTests
{
    [Fact]
    public async Task Verdict_is_read_with_everything_that_a_key_can_carry()
    {
        await using var service = await ScriptedService.StartAsync(
            200,
            """
            {"meta":{"requestId":"req_1","later":1},"data":{"valid":true,"code":"VALID","keyId":"key_1","enabled":true,"name":"n",
             "meta":{"a":[1]},"expires":1798761600000,"credits":0,"permissions":["p","p"],"roles":["r"],"new":{"x":1},
             "identity":{"id":"id_1","externalId":"e","ratelimits":[{"id":"rl_1","name":"abc","limit":5,"duration":60000,"autoApply":true}]},
             "ratelimits":[{"id":"","name":"abc","limit":9223372036854775807,"duration":9223372036854775807,"reset":9223372036854775807,
                            "remaining":3,"exceeded":false,"autoApply":false}]}}
            """);
        await using var client = new VerificationClient(service.Address);

        var response = await client.VerifyAsync();

        var result = response.Data;
        Assert.Equal("req_1", response.Meta!.RequestId);
        Assert.Equal((true, "VALID", "key_1", "n", 0), (result.Valid, result.Code, result.KeyId, result.Name, result.Credits));
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), result.Expires);
        Assert.Equal(["p", "p"], result.Permissions!);
        Assert.Equal("e", result.Identity!.ExternalId);
        Assert.Equal(TimeSpan.FromMinutes(1), result.Identity.RateLimits![0].Duration);
        Assert.Equal(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds(), result.RateLimits![0].Reset.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" null ")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"data":{"valid":"true","code":"VALID"}}""")]
    [InlineData("""{"data":{"valid":true,"code":1}}""")]
    [InlineData("""{"data":{"valid":false,"valid":true,"code":"VALID"}}""")]
    [InlineData("""{"data":{"valid":true,"code":"VALID","credits":"5"}}""")]
    public async Task Answer_that_is_not_exactly_the_protocol_is_unreadable(string body)
    {
        await using var service = await ScriptedService.StartAsync(200, body);
        await using var client = new VerificationClient(service.Address);

        var failure = await client.FailAsync();

        Assert.Equal(HttpStatusCode.OK, failure.StatusCode);
        Assert.IsType<JsonException>(failure.InnerException, exactMatch: false);
    }

    [Fact]
    public async Task Answer_nested_deeper_than_64_is_unreadable()
    {
        await using var service = await ScriptedService.StartAsync(
            200, """{"data":{"valid":true,"code":"VALID","meta":""" + new string('[', 20_000) + new string(']', 20_000) + "}}");
        await using var client = new VerificationClient(service.Address);

        Assert.IsType<JsonException>((await client.FailAsync()).InnerException, exactMatch: false);
    }

    [Fact]
    public async Task Member_in_other_letter_case_is_an_unknown_member()
    {
        await using var service = await ScriptedService.StartAsync(200, """{"data":{"Valid":true,"CODE":"VALID"}}""");
        await using var client = new VerificationClient(service.Address);

        Assert.IsType<JsonException>((await client.FailAsync()).InnerException, exactMatch: false);
    }

    [Fact]
    public async Task Error_is_one_exception_with_everything_that_the_service_says()
    {
        await using var service = await ScriptedService.StartAsync(
            400,
            """
            {"meta":{"requestId":"req_9"},"error":{"title":"Bad Request","detail":"No.","status":400,
             "type":"https://unkey.com/docs/errors/unkey/application/invalid_input",
             "errors":[{"location":"/properties/key/minLength","message":"minLength: got 0, want 1"}]}}
            """,
            "application/problem+json");
        await using var client = new VerificationClient(service.Address);

        var failure = await Assert.ThrowsAsync<KeyServiceException>(
            () => client.Keys.VerifyKeyAsync(new VerifyKeyRequest { Key = "k" }, TestContext.Current.CancellationToken));

        Assert.Equal((HttpStatusCode.BadRequest, "Bad Request", "No.", "req_9"), (failure.StatusCode, failure.Title, failure.Detail, failure.RequestId));
        Assert.Equal("unkey/application/invalid_input", failure.ErrorCode);
        var error = Assert.Single(failure.Errors);
        Assert.Equal(("/properties/key/minLength", "minLength: got 0, want 1"), (error.Location, error.Message));
        Assert.Equal("The key service answered 400 Bad Request: No (request req_9).", failure.Message);
    }

    [Theory]
    [InlineData("Not Found", "Not Found: The key does not exist.", "404 Not Found: The key does not exist (request req_9).")]
    [InlineData("Not Found", "The key does not exist.", "404 Not Found: The key does not exist (request req_9).")]
    [InlineData("Not Found", "not found", "404 Not Found (request req_9).")]
    [InlineData("Not Found", "", "404 Not Found (request req_9).")]
    [InlineData("Key missing", "Key missing.", "404 Not Found: Key missing (request req_9).")]
    [InlineData("Key missing", "Not Foundling.", "404 Not Found: Key missing: Not Foundling (request req_9).")]
    [InlineData(null, null, "404 Not Found (request req_9).")]
    public async Task Message_of_an_error_says_nothing_twice(string? title, string? detail, string message)
    {
        var error = new JsonObject { ["title"] = title, ["detail"] = detail, ["type"] = "https://unkey.com/docs/errors/unkey/data/key_not_found" };
        await using var service = await ScriptedService.StartAsync(404, $$"""{"meta":{"requestId":"req_9"},"error":{{error.ToJsonString()}}}""");
        await using var client = new VerificationClient(service.Address);

        Assert.Equal($"The key service answered {message}", (await client.FailAsync()).Message);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task Charset_that_nobody_knows_is_a_failure_like_any_other(int status)
    {
        await using var service = await ScriptedService.StartAsync(status, "{}", "application/json; charset=klingon");
        await using var client = new VerificationClient(service.Address);

        Assert.Equal(status, (int)(await client.FailAsync()).StatusCode);
    }

    [Theory]
    [InlineData("application/json", "utf-8", true)]
    [InlineData("application/json; charset=UTF-8", "utf-8", false)]
    [InlineData("application/json; charset=\"utf-8\"", "utf-8", true)]
    [InlineData("application/json; charset=utf-16", "utf-16", false)]
    [InlineData("application/json; charset=iso-8859-1", "iso-8859-1", false)]
    public async Task Answer_is_read_in_its_charset_with_a_byte_order_mark_or_without(string contentType, string charset, bool marked)
    {
        var encoding = Encoding.GetEncoding(charset);
        byte[] body = [.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes("""{"data":{"valid":true,"code":"VALID","keyId":"key_1","name":"clé"}}""")];
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            context.Response.ContentType = contentType;
            await context.Response.Body.WriteAsync(body);
        });
        await using var client = new VerificationClient(service.Address);

        var response = await client.VerifyAsync();

        Assert.Equal("clé", response.Data.Name);
    }
}
