using System.Reflection;
using System.Runtime.CompilerServices;
using Refit;

namespace ApiKeyAuth.Client.Tests;

/// <summary>The table of operations, against the interfaces, the contract and the documentation.</summary>
public sealed class OperationTableTests
{
    private static IEnumerable<string> Methods => typeof(IKeysApi).Assembly.GetExportedTypes()
        .Where(type => type.IsInterface)
        .SelectMany(type => type.GetMethods())
        .Select(method => method.GetCustomAttribute<HttpMethodAttribute>()?.Path)
        .OfType<string>()
        .Select(path => path["/v2/".Length..]);

    [Fact]
    public void Every_method_of_the_interfaces_is_a_row_and_every_row_is_a_method() =>
        Assert.Equal(
            Methods.Distinct().Order(StringComparer.Ordinal),
            KeyServiceOperations.All.Select(operation => operation.Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_operation_with_variants_has_one_row_for_every_other_body() =>
        Assert.All(
            KeyServiceOperations.All.GroupBy(operation => operation.Name),
            rows => Assert.Single(rows, row => row.Variant is null));

    [Fact]
    public void Error_that_means_already_done_is_one_that_the_contract_lists_with_that_status() =>
        Assert.All(Contract.Endpoints, endpoint =>
        {
            var alreadyDone = KeyServiceOperations.Of(endpoint.Key).AlreadyDone;
            Assert.Equal(endpoint.Value.ContainsKey("statusMeaningAlreadyDone"), alreadyDone is not null);
            if (alreadyDone is not null)
            {
                Assert.Contains(
                    $"https://unkey.com/docs/errors/{alreadyDone}", endpoint.Value["errorTypes"]!.AsArray().Select(type => type!.GetValue<string>()));
                Assert.Equal(
                    endpoint.Value["statusMeaningAlreadyDone"]!.GetValue<int>() == 404, alreadyDone.EndsWith("_not_found", StringComparison.Ordinal));
            }
        });

    [Fact]
    public void Operation_that_evicts_a_key_takes_the_id_of_a_key() =>
        Assert.All(
            KeyServiceOperations.All.Where(operation => operation.Evicts == Eviction.Key),
            operation => Assert.NotNull(ClientCalls.Of(operation.Name).RequestType.GetProperty("KeyId")));

    [Fact]
    public void Reads_evict_nothing() =>
        Assert.DoesNotContain(KeyServiceOperations.All, operation => operation.RetryClass == RetryClass.Safe && operation.Evicts != Eviction.None);

    [Fact]
    public void Table_of_the_documentation_is_the_table_of_the_code()
    {
        var documentation = File.ReadAllText(Path.Combine(Root(), "docs", "client.md"));

        Assert.Contains(string.Join('\n', KeyServiceOperations.All.Select(Row)), documentation, StringComparison.Ordinal);
    }

    private static string Row(KeyServiceOperation operation)
    {
        var name = operation.Variant is null ? $"`{operation.Name}`" : $"`{operation.Name}`, {operation.Variant}";
        var retried = operation.RetryClass == RetryClass.Unsafe ? "not sent" : "any fault";
        var evicts = operation.Evicts switch { Eviction.Key => "the key", Eviction.All => "every key", _ => "" };
        return $"| {name} | {retried} | {evicts} | {(operation.AlreadyDone is { } code ? $"`{code}`" : "")} |";
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
