using System.Text.Json.Nodes;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>The replayer reports differences.</summary>
public class ReplayerTests
{
    private static JsonObject ApiRead => JsonNode.Parse(
        """
        { "name": "sample", "steps": [
          { "name": "create", "path": "/v2/apis.createApi", "body": { "name": "orders" }, "capture": { "api": "data.apiId" },
            "expect": { "status": 200, "contentType": "application/json",
                        "body": { "meta": { "requestId": "<req_*>" }, "data": { "apiId": "{{api}}" } } } },
          { "name": "read", "path": "/v2/apis.getApi", "body": { "apiId": "{{api}}" },
            "expect": { "status": 200, "contentType": "application/json",
                        "body": { "meta": { "requestId": "<req_*>" }, "data": { "id": "{{api}}", "name": "orders" } } } } ] }
        """)!.AsObject();

    [Fact]
    public async Task A_scenario_that_agrees_has_no_differences() => Assert.Empty(await ScenarioTests.ReplayAsync(ApiRead));

    [Theory]
    [InlineData("status", "201")]
    [InlineData("contentType", "\"text/plain\"")]
    [InlineData("body", """{ "meta": { "requestId": "<req_*>" }, "data": { "id": "{{api}}", "name": "invoices" } }""")]
    [InlineData("body", """{ "meta": { "requestId": "<req_*>" }, "data": { "id": "{{api}}" } }""")]
    [InlineData("body", """{ "meta": { "requestId": "<req_*>" }, "data": { "id": "{{api}}", "name": "orders", "extra": null } }""")]
    [InlineData("body", """{ "meta": { "requestId": "<req_*>" }, "data": { "id": "<api_*>", "name": "orders" } }""")]
    [InlineData("body", "null")]
    public async Task A_recorded_answer_that_is_another_one_is_reported(string part, string value)
    {
        var scenario = ApiRead;
        scenario["steps"]![1]!["expect"]![part] = JsonNode.Parse(value);

        var difference = Assert.Single(await ScenarioTests.ReplayAsync(scenario));

        Assert.StartsWith("02 read", difference, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""" "keyspaceId": "ks_another", """)]
    public async Task Keyspace_of_a_verification_is_not_compared_but_metadata_of_that_name_is(string recorded)
    {
        Assert.Empty(await ReplayAsync("kept"));
        Assert.StartsWith("03 verify", Assert.Single(await ReplayAsync("another")), StringComparison.Ordinal);

        Task<IReadOnlyList<string>> ReplayAsync(string inMeta)
        {
            var scenario = ApiRead;
            var steps = scenario["steps"]!.AsArray();
            steps.RemoveAt(1);
            steps.Add(JsonNode.Parse(
                """
                { "name": "key", "path": "/v2/keys.createKey", "body": { "apiId": "{{api}}", "meta": { "keyspaceId": "kept" } },
                  "capture": { "id": "data.keyId", "text": "data.key" },
                  "expect": { "status": 200, "contentType": "application/json",
                              "body": { "meta": { "requestId": "<req_*>" }, "data": { "keyId": "{{id}}", "key": "{{text}}" } } } }
                """));
            steps.Add(JsonNode.Parse(
                $$$"""
                { "name": "verify", "path": "/v2/keys.verifyKey", "body": { "key": "{{text}}" },
                  "expect": { "status": 200, "contentType": "application/json",
                              "body": { "meta": { "requestId": "<req_*>" },
                                        "data": { {{{recorded}}} "valid": true, "code": "VALID", "keyId": "{{id}}", "enabled": true,
                                                  "meta": { "keyspaceId": "{{{inMeta}}}" } } } } }
                """));
            return ScenarioTests.ReplayAsync(scenario);
        }
    }

    [Fact]
    public async Task Errors_are_compared_for_being_there_or_not()
    {
        var scenario = ApiRead;
        var step = scenario["steps"]![0]!;
        step["body"] = new JsonObject();
        step["capture"] = null;
        step["expect"] = JsonNode.Parse(
            """
            { "status": 400, "contentType": "application/json",
              "body": { "meta": { "requestId": "<req_*>" },
                        "error": { "title": "Bad Request", "detail": "<text>", "status": 400, "errors": [],
                                   "type": "https://unkey.com/docs/errors/unkey/application/invalid_input" } } }
            """);
        scenario["steps"]!.AsArray().RemoveAt(1);
        Assert.NotEmpty(await ScenarioTests.ReplayAsync(scenario));

        step["expect"]!["body"]!["error"]!["errors"] = new JsonArray(new JsonObject { ["location"] = "/anywhere" });
        Assert.Empty(await ScenarioTests.ReplayAsync(scenario));
    }
}
