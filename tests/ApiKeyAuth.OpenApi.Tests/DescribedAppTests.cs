using System.Reflection;
using System.Reflection.Emit;
using ApiKeyAuth.LocalService;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.OpenApi.Tests;

/// <summary>Apps in a process with the name of the tool that generates documents at build time. The name is one for the process.</summary>
[CollectionDefinition(nameof(DescribedAppTests), DisableParallelization = true)]
[Collection(nameof(DescribedAppTests))]
public sealed class DescribedAppTests
{
    [Theory]
    [InlineData("GetDocument.Insider", 0)]
    [InlineData("App", 1)]
    public async Task Connection_is_opened_at_start_only_by_an_app_that_serves_requests(string entryAssembly, int calls)
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var original = Assembly.GetEntryAssembly();
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(entryAssembly), AssemblyBuilderAccess.Run).DefineDynamicModule("module");
        try
        {
            Assembly.SetEntryAssembly(AppDomain.CurrentDomain.GetAssemblies().Last(assembly => assembly.GetName().Name == entryAssembly));
            await Documents.TextAsync(
                builder => builder.AddApiKeyAuthentication(options =>
                    (options.BaseAddress, options.RootKey, options.WarmUp) = (service.Address, service.RootKey, true)),
                app => app.MapGet("/reports", () => "ok").RequireAuthorization("reports.read"));
        }
        finally
        {
            Assembly.SetEntryAssembly(original);
        }

        service.ShouldHaveReceived("liveness", calls);
    }
}
