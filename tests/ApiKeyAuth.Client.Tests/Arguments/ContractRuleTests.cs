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

    /// <summary>What a mistake of the caller would turn into another meaning.</summary>
    private static readonly string[] Harmful = ["keys.rerollKey /expiration minimum 0 - 1", "ratelimit.setOverride /limit minimum 0 - 1"];

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
    public void Value_within_the_bounds_of_the_contract_is_sent(string endpoint)
    {
        var bounds = BoundsOf(endpoint).Where(bound => bound.Allowed && !Stricter.Contains($"{endpoint} {bound.Path}"));

        Assert.All(bounds, bound => Assert.True(Check(endpoint, bound.Body) is null, $"{bound.Path} was rejected."));
    }

    [Fact]
    public void Bound_of_the_contract_is_the_bound_of_a_verification() => Assert.All(
        BoundsOf("keys.verifyKey").Where(bound => !bound.Allowed),
        bound => Assert.True(Check("keys.verifyKey", bound.Body) is not null, $"{bound.Path} was sent."));

    /// <summary>The service's own error names the value; a copy of its rules here would reject what a later version accepts.</summary>
    [Theory]
    [MemberData(nameof(Endpoints))]
    public void Value_past_a_bound_is_sent_where_the_service_reports_it(string endpoint)
    {
        var bounds = BoundsOf(endpoint).Where(bound => !bound.Allowed && endpoint != "keys.verifyKey" && !Harmful.Contains($"{endpoint} {bound.Path}"));

        Assert.All(bounds, bound => Assert.True(Check(endpoint, bound.Body) is null, $"{bound.Path} was rejected."));
    }

    private static IEnumerable<(string Path, JsonNode Body, bool Allowed)> BoundsOf(string endpoint) =>
        SchemaSample.Bounds(Contract.Endpoints[endpoint]["body"]!.AsObject());
}
