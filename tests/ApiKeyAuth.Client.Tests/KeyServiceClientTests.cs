using ApiKeyAuth.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Client.Tests;

public sealed class KeyServiceClientTests
{
    private static ServiceProvider Provider(Action<KeyServiceClientOptions>? configure, Dictionary<string, string?>? configuration = null)
    {
        var services = new ServiceCollection();
        if (configuration is not null)
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        }

        return services.AddKeyServiceClient(configure).Services.BuildServiceProvider();
    }

    [Fact]
    public async Task Read_is_repeated_after_a_fault_and_a_creation_is_not()
    {
        await using var service = await ScriptedService.StartAsync(500, "{}");
        await using var services = Provider(options =>
        {
            options.BaseAddress = service.Address;
            options.RootKey = "root";
        });

        await Assert.ThrowsAsync<KeyServiceException>(() => services.GetRequiredService<IKeysApi>()
            .GetKeyAsync(new GetKeyRequest { KeyId = "key_1" }, TestContext.Current.CancellationToken));
        Assert.Equal(3, service.Calls.Count);

        await Assert.ThrowsAsync<KeyServiceException>(() => services.GetRequiredService<IKeysApi>()
            .CreateKeyAsync(new CreateKeyRequest { ApiId = "api_1" }, TestContext.Current.CancellationToken));
        Assert.Equal(4, service.Calls.Count);
    }

    [Fact]
    public async Task Settings_come_from_the_section_and_then_from_code()
    {
        await using var service = await ScriptedService.StartAsync(200, """{"meta":{},"data":[],"pagination":{"hasMore":false}}""");
        await using var services = Provider(
            options => options.RootKey = "root_by_code",
            new() { ["KeyService:BaseAddress"] = service.Address.ToString(), ["KeyService:RootKey"] = "root_by_configuration" });

        await services.GetRequiredService<IApisApi>().ListKeysAsync(new ListKeysRequest { ApiId = "api_1" }, TestContext.Current.CancellationToken);

        var call = Assert.Single(service.Calls);
        Assert.Equal(("/v2/apis.listKeys", "Bearer root_by_code", """{"apiId":"api_1"}"""), (call.Path, call.Authorization, call.Body));
    }

    [Theory]
    [InlineData("RootKey", "", "KeyService:RootKey is not set.", "dotnet user-secrets init, then dotnet user-secrets set \"KeyService:RootKey\"")]
    [InlineData("RootKey", "two words", "KeyService:RootKey (not shown) has a character", "Copy the key again.")]
    [InlineData("BaseAddress", "nowhere", "KeyService:BaseAddress is 'nowhere'.", "Set an absolute http or https URI")]
    [InlineData("BaseAddress", "ftp://x.example", "KeyService:BaseAddress is 'ftp://x.example/'.", "Set an absolute http or https URI")]
    [InlineData("BaseAddress", "http://x.example", "KeyService:BaseAddress is 'http://x.example/'", "KeyService:AllowInsecureBaseAddress")]
    [InlineData("BaseAddress", "https+http://keys", "KeyService:BaseAddress is 'https+http://keys/', a name for service discovery", "services.AddServiceDiscovery()")]
    [InlineData("BaseAddress", "https+http://u:hidden@keys", "KeyService:BaseAddress is 'https+http://keys/' with a user name", "without user name")]
    [InlineData("BaseAddress", "https://u:hidden@x.example", "KeyService:BaseAddress is 'https://x.example/' with a user name", "without user name")]
    [InlineData("BaseAddress", "https://x.example/v2/", "KeyService:BaseAddress is 'https://x.example/v2/'.", "Remove 'v2'")]
    [InlineData("RootKye", "hidden", "KeyService:RootKye (nearest: RootKey)", "KeyService:IgnoredSettings")]
    [InlineData("AttemptTimeout", "soon", "KeyService:AttemptTimeout is 'soon'.", "such as 00:00:01.5")]
    [InlineData("AttemptTimeout", "5", "KeyService:AttemptTimeout is '5'.", "hours:minutes:seconds")]
    [InlineData("AttemptTimeout", "00:00:30", "KeyService:AttemptTimeout is 00:00:30.", "less than TotalTimeout")]
    [InlineData("TotalTimeout", "00:11:00", "KeyService:TotalTimeout is 00:11:00.", "up to 00:10:00")]
    [InlineData("AllowInsecureBaseAddress", "yes", "KeyService:AllowInsecureBaseAddress is 'yes'.", "Set true or false.")]
    public void Bad_setting_is_rejected_with_its_path_value_and_fix(string name, string value, string problem, string fix)
    {
        using var services = Provider(null, new() { ["KeyService:RootKey"] = "hidden_root", [$"KeyService:{name}"] = value });

        var message = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<KeyServiceClientOptions>>().Value).Message;

        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.Contains(fix, message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_management_do_not_open_the_breaker_of_another_client()
    {
        await using var broken = await ScriptedService.StartAsync(500, "{}");
        await using var good = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var services = Provider(options =>
        {
            options.BaseAddress = broken.Address;
            options.RootKey = "root";
        });
        await using var verification = new VerificationClient(good.Address);
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<KeyServiceException>(() => services.GetRequiredService<IKeysApi>()
                .CreateKeyAsync(new CreateKeyRequest { ApiId = "api_1" }, TestContext.Current.CancellationToken));
        }

        Assert.True(broken.Calls.Count < 20);
        var response = await verification.VerifyAsync();
        Assert.NotNull(response.Data);
    }

    [Fact]
    public async Task Callers_cancellation_stays_a_cancellation()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        await using var services = Provider(options =>
        {
            options.BaseAddress = service.Address;
            options.RootKey = "root";
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => services.GetRequiredService<IKeysApi>()
            .GetKeyAsync(new GetKeyRequest { KeyId = "key_1" }, cancellation.Token));
    }
}
