using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.Client.Tests;

/// <summary>A success that lacks what the contract promises is no success: for every call, member by member.</summary>
public sealed class UnreadableAnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> WithResult =>
        [.. ClientCalls.All.Select(call => call.Endpoint).Where(endpoint => GoodAnswer.Of(endpoint)["data"] is JsonArray or JsonObject { Count: > 0 })];

    public static TheoryData<string> WithoutResult =>
        [.. ClientCalls.All.Select(call => call.Endpoint).Where(endpoint => GoodAnswer.Of(endpoint)["data"] is null or JsonObject { Count: 0 })];

    [Theory]
    [MemberData(nameof(ClientCalls.Endpoints), MemberType = typeof(ClientCalls))]
    public async Task Answer_with_every_member_of_the_contract_is_read(string endpoint)
    {
        await using var probe = await Probe.StartAsync(endpoint);

        Assert.Null(await probe.ReadAsync(GoodAnswer.Of(endpoint)));
    }

    [Theory]
    [MemberData(nameof(WithoutResult))]
    public async Task Call_without_a_result_needs_no_data(string endpoint)
    {
        await using var probe = await Probe.StartAsync(endpoint);

        foreach (var body in new[] { "{}", """{"data":null}""", """{"data":{}}""", """{"meta":{"requestId":"req_1"}}""" })
        {
            Assert.Null(await probe.ReadAsync(JsonNode.Parse(body)!));
        }
    }

    [Theory]
    [MemberData(nameof(WithResult))]
    public async Task Success_without_data_is_a_failure_of_unknown_outcome(string endpoint)
    {
        await using var probe = await Probe.StartAsync(endpoint);

        foreach (var data in new[] { "missing", "null", "{}", "[null]", "5", "true", "\"text\"" })
        {
            if (endpoint == "liveness" && data == "{}")
            {
                continue;
            }

            var answer = GoodAnswer.Of(endpoint);
            answer.Remove("data");
            if (data != "missing")
            {
                answer["data"] = JsonNode.Parse(data);
            }

            AssertUnreadable(await probe.ReadAsync(answer), data);
        }

        AssertUnreadable(await probe.ReadAsync(new JsonObject()), "{}");
    }

    [Theory]
    [MemberData(nameof(WithResult))]
    public async Task Every_required_member_must_be_there_and_hold_something(string endpoint)
    {
        await using var probe = await Probe.StartAsync(endpoint);

        foreach (var part in GoodAnswer.PartsOf(endpoint).Where(part => part is { IsItem: false, IsRequired: true } && !IsLenient(part)))
        {
            AssertUnreadable(await probe.ReadAsync(Damaged(endpoint, part.Remove)), $"{part} is missing");
            if (part.Type != "integer or null")
            {
                AssertUnreadable(await probe.ReadAsync(Damaged(endpoint, answer => part.Replace(answer, null))), $"{part} is null");
            }

            if (part.Name is not ("start" or "externalId") && part.Type != "string (empty for inline limits)")
            {
                AssertUnreadable(await probe.ReadAsync(Damaged(endpoint, answer => part.Replace(answer, ""))), $"{part} is empty");
            }
        }
    }

    [Theory]
    [MemberData(nameof(WithResult))]
    public async Task No_list_has_a_null_in_it_and_no_member_another_kind(string endpoint)
    {
        await using var probe = await Probe.StartAsync(endpoint);

        foreach (var part in GoodAnswer.PartsOf(endpoint))
        {
            AssertUnreadable(await probe.ReadAsync(Damaged(endpoint, answer => part.Replace(answer, new JsonArray(new JsonArray(1))))), $"{part} is of another kind");
            if (part.IsItem)
            {
                AssertUnreadable(await probe.ReadAsync(Damaged(endpoint, answer => part.Replace(answer, null))), $"{part} is null");
            }
        }
    }

    [Theory]
    [MemberData(nameof(WithResult))]
    public async Task Optional_member_may_be_missing_or_null(string endpoint)
    {
        await using var probe = await Probe.StartAsync(endpoint);

        // A valid key has an id: see below.
        foreach (var part in GoodAnswer.PartsOf(endpoint).Where(part => !part.IsRequired && part.Path is not ["data", "keyId"]))
        {
            Assert.Null(await probe.ReadAsync(Damaged(endpoint, part.Remove)));
            Assert.Null(await probe.ReadAsync(Damaged(endpoint, answer => part.Replace(answer, null))));
        }
    }

    [Theory]
    [InlineData("""{"valid":true,"code":"EXPIRED","keyId":"key_1"}""")]
    [InlineData("""{"valid":false,"code":"VALID","keyId":"key_1"}""")]
    [InlineData("""{"valid":true,"code":"VALID"}""")]
    [InlineData("""{"valid":true,"code":"VALID","keyId":""}""")]
    [InlineData("""{"valid":true,"code":"VALID","keyId":"key_1","meta":[1]}""")]
    public async Task Verification_that_contradicts_itself_is_unreadable(string data)
    {
        await using var probe = await Probe.StartAsync("keys.verifyKey");

        AssertUnreadable(await probe.ReadAsync(JsonNode.Parse($$"""{"data":{{data}}}""")!), data);
    }

    [Fact]
    public async Task Error_with_a_null_in_its_list_is_not_the_services_own()
    {
        await using var probe = await Probe.StartAsync("keys.createKey", 400);

        var failure = await probe.ReadAsync(JsonNode.Parse("""{"meta":{"requestId":"req_1"},"error":{"title":"T","type":"https://unkey.com/docs/errors/a/b","errors":[null]}}""")!);

        Assert.Equal((HttpStatusCode.BadRequest, null, 0), (failure!.StatusCode, failure.ErrorCode, failure.Errors.Count));
    }

    private static void AssertUnreadable(KeyServiceException? failure, string what)
    {
        Assert.True(failure is { StatusCode: HttpStatusCode.OK, IsOutcomeUnknown: true, InnerException: JsonException }, what);
        Assert.Contains("the outcome of the call is unknown", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Of the migration one list is enough, and a living service may say anything.</summary>
    private static bool IsLenient(AnswerPart part) => part.Name is "migrated" or "failed" or "message";

    private static JsonObject Damaged(string endpoint, Action<JsonObject> damage)
    {
        var answer = GoodAnswer.Of(endpoint);
        damage(answer);
        return answer;
    }

    /// <summary>One call against a service that answers as it is told.</summary>
    private sealed class Probe(string endpoint, ScriptedService service, ManagementClient client, string[] body) : IAsyncDisposable
    {
        public static async Task<Probe> StartAsync(string endpoint, int status = 200)
        {
            var body = new[] { "" };
            var service = await ScriptedService.StartAsync(context =>
            {
                context.Response.StatusCode = status;
                context.Response.ContentType = "application/json";
                return context.Response.WriteAsync(body[0]);
            });
            return new Probe(endpoint, service, new ManagementClient(service.Address), body);
        }

        /// <summary>The failure, the same from both forms of the call. Null: it succeeded.</summary>
        public async Task<KeyServiceException?> ReadAsync(JsonNode answer)
        {
            body[0] = answer.ToJsonString();
            return await ClientCalls.Of(endpoint).FailureAsync(client, Token);
        }

        public async ValueTask DisposeAsync()
        {
            await client.DisposeAsync();
            await service.DisposeAsync();
        }
    }
}
