using System.Reflection;
using System.Text.Json.Nodes;
using ApiKeyAuth.Testing;
using Refit;

namespace ApiKeyAuth.Client.Tests;

public sealed class ContractTests
{
    private static readonly Type[] Interfaces =
    [
        typeof(IKeysApi), typeof(IApisApi), typeof(IIdentitiesApi), typeof(IPermissionsApi), typeof(IRateLimitApi), typeof(IAnalyticsApi),
        typeof(ILivenessApi),
    ];

    [Fact]
    public void Client_has_every_call_of_the_protocol_and_no_other() =>
        Assert.Equal(
            Contract.Endpoints.Keys.Order(StringComparer.Ordinal), ClientCalls.All.Select(call => call.Endpoint).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_method_calls_an_endpoint_and_returns_a_response()
    {
        var methods = Interfaces.SelectMany(type => type.GetMethods()).ToArray();

        Assert.Equal(
            Contract.Endpoints.Keys.Select(endpoint => $"/v2/{endpoint}").Order(StringComparer.Ordinal),
            methods.Select(method => method.GetCustomAttribute<HttpMethodAttribute>()!.Path).Distinct().Order(StringComparer.Ordinal));
        Assert.All(methods, method => Assert.True(
            Assert.Single(method.ReturnType.GenericTypeArguments).IsAssignableTo(typeof(KeyServiceResponse)), method.Name));
    }

    [Fact]
    public void Call_returns_data_where_the_contract_has_data() =>
        Assert.All(Interfaces.SelectMany(type => type.GetMethods()), method =>
        {
            var endpoint = method.GetCustomAttribute<HttpMethodAttribute>()!.Path["/v2/".Length..];
            var data = Contract.Endpoints[endpoint]["response"]!["data"];
            var hasMembers = data is JsonObject { Count: > 0 } or JsonValue;
            Assert.True(hasMembers == (method.ReturnType.GenericTypeArguments[0] != typeof(KeyServiceResponse)), $"{endpoint}: {data}");
        });

    [Theory]
    [MemberData(nameof(ClientCalls.Endpoints), MemberType = typeof(ClientCalls))]
    public async Task Call_asks_its_endpoint_and_throws_the_failure(string endpoint)
    {
        await using var service = await ScriptedService.StartAsync(403, "{}");
        await using var client = new ManagementClient(service.Address);

        var failure = await ClientCalls.Of(endpoint).FailureAsync(client, TestContext.Current.CancellationToken);

        Assert.Equal(403, (int?)failure?.StatusCode);
        Assert.Equal($"/v2/{endpoint}", Assert.Single(service.Calls).Path);
    }

    [Theory]
    [MemberData(nameof(ClientCalls.Endpoints), MemberType = typeof(ClientCalls))]
    public async Task Answer_with_members_of_a_later_version_is_read(string endpoint)
    {
        var answer = GoodAnswer.Of(endpoint);
        AddLaterMembers(answer);
        await using var service = await ScriptedService.StartAsync(200, answer.ToJsonString());
        await using var client = new ManagementClient(service.Address);

        var response = await ClientCalls.Of(endpoint).SendAsync(client, TestContext.Current.CancellationToken);

        Assert.Equal("req_1", response.RequestId);
    }

    private static void AddLaterMembers(JsonNode? node)
    {
        foreach (var value in node switch { JsonObject members => members.Select(member => member.Value), JsonArray items => items, _ => [] })
        {
            AddLaterMembers(value);
        }

        if (node is JsonObject known)
        {
            known["later"] = new JsonObject { ["a"] = new JsonArray(1, null) };
        }
    }
}
