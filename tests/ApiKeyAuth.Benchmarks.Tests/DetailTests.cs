using System.Reflection;
using ApiKeyAuth.Benchmarks.Client;
using ApiKeyAuth.Benchmarks.Hits;
using ApiKeyAuth.Client;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Authentication;

namespace ApiKeyAuth.Benchmarks.Tests;

/// <summary>What BenchmarkDotNet would call, called once.</summary>
public sealed class DetailTests
{
    [Theory]
    [InlineData(typeof(HitBenchmarks))]
    [InlineData(typeof(HitStepBenchmarks))]
    [InlineData(typeof(ClientBenchmarks))]
    public async Task Benchmarks_do_what_they_measure(Type type)
    {
        var benchmarks = Activator.CreateInstance(type)!;
        await CallAsync<GlobalSetupAttribute>(benchmarks);

        var results = await CallAsync<BenchmarkAttribute>(benchmarks);

        await CallAsync<GlobalCleanupAttribute>(benchmarks);
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(IsGood(result), $"{result}"));
    }

    private static bool IsGood(object? result) => result switch
    {
        AuthenticateResult authentication => authentication.Succeeded,
        VerifyKeyResult verification => verification.Valid == true,
        _ => result is not (null or false or ""),
    };

    private static async Task<List<object?>> CallAsync<TAttribute>(object benchmarks)
        where TAttribute : Attribute
    {
        List<object?> results = [];
        foreach (var method in benchmarks.GetType().GetMethods().Where(method => method.GetCustomAttribute<TAttribute>() is not null))
        {
            var result = method.Invoke(benchmarks, null);
            if (result is Task task)
            {
                await task;
                result = method.ReturnType.IsGenericType ? ((dynamic)task).Result : null;
            }

            results.Add(result);
        }

        return results;
    }
}
