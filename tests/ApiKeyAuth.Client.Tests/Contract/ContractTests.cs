using System.Reflection;
using System.Text.Json.Nodes;
using ApiKeyAuth.Testing;
using Refit;

namespace ApiKeyAuth.Client.Tests;

public sealed class ContractTests
{
    private static readonly Type[] Interfaces =
    [
        typeof(IKeysApi), typeof(IApisApi), typeof(IIdentitiesApi), typeof(IPermissionsApi), typeof(IRatelimitApi), typeof(IAnalyticsApi),
        typeof(ILivenessApi),
    ];

    [Fact]
    public void Client_has_every_call_of_the_protocol_and_no_other() =>
        Assert.Equal(
            Contract.Endpoints.Keys.Order(StringComparer.Ordinal), ClientCalls.All.Select(call => call.Endpoint).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_call_has_two_forms_on_the_same_path()
    {
        var methods = Interfaces.SelectMany(type => type.GetMethods()).ToArray();

        var throwing = methods.Where(method => !method.Name.EndsWith("WithResponseAsync", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2 * throwing.Length, methods.Length);
        Assert.Equal(
            Contract.Endpoints.Keys.Select(endpoint => $"/v2/{endpoint}").Order(StringComparer.Ordinal),
            throwing.Select(method => method.GetCustomAttribute<HttpMethodAttribute>()!.Path).Distinct().Order(StringComparer.Ordinal));
        foreach (var method in throwing)
        {
            var name = method.Name.Replace("Async", "WithResponseAsync", StringComparison.Ordinal);
            var other = methods.Single(candidate => candidate.Name == name && ParametersOf(candidate).SequenceEqual(ParametersOf(method)));
            Assert.Equal(method.GetCustomAttribute<HttpMethodAttribute>()!.Path, other.GetCustomAttribute<HttpMethodAttribute>()!.Path);
            Assert.Equal(typeof(IApiResponse<>).MakeGenericType(method.ReturnType.GenericTypeArguments), Assert.Single(other.ReturnType.GenericTypeArguments));
        }
    }

    private static IEnumerable<Type> ParametersOf(MethodInfo method) => method.GetParameters().Select(parameter => parameter.ParameterType);

    [Theory]
    [MemberData(nameof(ClientCalls.Endpoints), MemberType = typeof(ClientCalls))]
    public async Task Call_in_either_form_asks_its_endpoint_and_throws_or_returns_the_failure(string endpoint)
    {
        await using var service = await ScriptedService.StartAsync(403, "{}");
        await using var client = new ManagementClient(service.Address);
        var call = ClientCalls.Of(endpoint);

        var thrown = await Assert.ThrowsAsync<KeyServiceException>(() => call.ThrowingAsync(client, TestContext.Current.CancellationToken));
        using var response = await call.WithResponseAsync(client, TestContext.Current.CancellationToken);

        Assert.Equal(403, (int)thrown.StatusCode);
        Assert.Equal(403, (int)Assert.IsType<KeyServiceException>(response.Error).StatusCode);
        Assert.Equal([$"/v2/{endpoint}", $"/v2/{endpoint}"], service.Calls.Select(asked => asked.Path));
    }

    [Theory]
    [MemberData(nameof(ClientCalls.Endpoints), MemberType = typeof(ClientCalls))]
    public async Task Answer_with_members_of_a_later_version_is_read(string endpoint)
    {
        var answer = GoodAnswer.Of(endpoint);
        AddLaterMembers(answer);
        await using var service = await ScriptedService.StartAsync(200, answer.ToJsonString());
        await using var client = new ManagementClient(service.Address);

        using var response = await ClientCalls.Of(endpoint).WithResponseAsync(client, TestContext.Current.CancellationToken);

        Assert.Null(response.Error);
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
