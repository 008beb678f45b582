using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiKeyAuth.Client.Tests;

/// <summary>Each bound of the contract's schemas, on both sides.</summary>
public sealed class ContractRuleTests
{
    /// <summary>What the service's schema lets pass and the service then takes wrongly.</summary>
    private static readonly string[] Stricter =
    [
        "keys.verifyKey /ratelimits[]/limit minimum 0",
        "keys.verifyKey /ratelimits[]/duration minimum 0",
        "ratelimit.setOverride /limit minimum 0",
    ];

    public static TheoryData<string> Endpoints =>
        [.. Contract.Endpoints.Where(endpoint => endpoint.Value["body"] is JsonObject).Select(endpoint => endpoint.Key)];

    private static ArgumentException? Check(string endpoint, JsonNode body)
    {
        var request = body.Deserialize(KeyServiceJsonContext.Default.Options.GetTypeInfo(ClientCalls.Of(endpoint).RequestType));
        try
        {
            ((IKeyServiceRequest)request!).Validate();
            return null;
        }
        catch (ArgumentException refusal)
        {
            return refusal;
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public void Request_with_everything_is_taken_and_written_as_it_was_read(string endpoint)
    {
        var body = SchemaSample.Of(Contract.Endpoints[endpoint]["body"]!.AsObject());
        var type = KeyServiceJsonContext.Default.Options.GetTypeInfo(ClientCalls.Of(endpoint).RequestType);

        Assert.Null(Check(endpoint, body));
        Assert.True(JsonNode.DeepEquals(body, JsonSerializer.SerializeToNode(body.Deserialize(type), type)));
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public void Bound_of_the_contract_is_the_bound_here(string endpoint)
    {
        var bounds = SchemaSample.Bounds(Contract.Endpoints[endpoint]["body"]!.AsObject())
            .Where(bound => !Stricter.Contains($"{endpoint} {bound.Path}"));

        Assert.All(bounds, bound => Assert.True(
            Check(endpoint, bound.Body) is null == bound.Allowed, $"{bound.Path} {(bound.Allowed ? "was refused" : "was let pass")}."));
    }
}
