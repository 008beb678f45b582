using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Settings;

/// <summary>Lists in the configuration: empty ones, several sources, and what is no list.</summary>
public sealed class ListSettingTests
{
    private const string Path = SettingsApp.Path;

    [Fact]
    public async Task Empty_array_is_an_empty_list()
    {
        await using var app = await SettingsApp.StartJsonAsync(
            """{ "AuthorizationSchemes": [], "HeaderName": "X-API-Key", "IgnoredSettings": [], "MetaClaims": [] }""");
        using var request = await app.GetAsync("/", "key_text");

        Assert.Empty(app.Options().AuthorizationSchemes);
        Assert.Empty(app.Options().IgnoredSettings);
        Assert.Empty(app.Options().MetaClaims);
        Assert.Contains("missing_key", await request.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""["Key"]""", "Key")]
    public async Task List_that_the_app_binds_as_well_is_the_same(string json, params string[] expected)
    {
        await using var app = await TestApp.StartAsync(SettingsApp.Nowhere, SettingsApp.Map, builder =>
        {
            builder.AddJson($$"""{ "HeaderName": "X-API-Key", "AuthorizationSchemes": {{json}} }""");
            builder.AddApiKeyAuthentication();
            builder.Services.Configure<ApiKeyOptions>("ApiKey", builder.Configuration.GetSection(Path));
        });

        Assert.Equal(expected, app.Options().AuthorizationSchemes.Distinct());
    }

    [Theory]
    [InlineData("""["plan"]""")]
    [InlineData("""["plan", "team"]""")]
    public async Task List_is_no_section_of_names_and_texts(string json) => Assert.Contains(
        $"{Path}:MetaClaims is a list. Set a section of names and texts.",
        await SettingsApp.FailureAsync(() => SettingsApp.StartJsonAsync($$"""{ "MetaClaims": {{json}} }""")), StringComparison.Ordinal);

    [Fact]
    public async Task Flags_are_one_text()
    {
        await using var app = await SettingsApp.StartJsonAsync("""{ "EndpointTags": "Route, Name" }""");
        Assert.Equal(ApiKeyEndpointTags.Route | ApiKeyEndpointTags.Name, app.Options().EndpointTags);

        Assert.Contains(
            $"{Path}:EndpointTags is a section or a list. Set one of None, Route, Method, Name, or several in one text with commas.",
            await SettingsApp.FailureAsync(() => SettingsApp.StartJsonAsync("""{ "EndpointTags": ["Route", "Name"] }""")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["Key", "Token"]""", "Key", "Token")]
    [InlineData("\"Key\"", "Key")]
    [InlineData("null", "Bearer")]
    public async Task List_is_an_array_or_one_text(string json, params string[] expected)
    {
        await using var app = await SettingsApp.StartJsonAsync($$"""{ "AuthorizationSchemes": {{json}} }""");

        Assert.Equal(expected, app.Options().AuthorizationSchemes);
    }

    [Theory]
    [InlineData("[]", """["Token"]""", "Token")]
    [InlineData("\"Key\"", """["Token"]""", "Token")]
    [InlineData("""["Key", "Token"]""", """["Other"]""", "Other", "Token")]
    [InlineData("""["Key", "Token"]""", "\"Other\"", "Other")]
    [InlineData("\"Key\"", "[]")]
    [InlineData("[]", "[]")]
    public async Task Later_source_wins(string first, string second, params string[] expected)
    {
        await using var app = await SettingsApp.StartJsonAsync(
            $$"""{ "HeaderName": "X-API-Key", "AuthorizationSchemes": {{first}} }""", $$"""{ "AuthorizationSchemes": {{second}} }""");

        Assert.Equal(expected, app.Options().AuthorizationSchemes);
    }

    [Fact]
    public async Task Item_of_an_environment_variable_fills_an_empty_array()
    {
        await using var app = await TestApp.StartAsync(SettingsApp.Nowhere, SettingsApp.Map, builder =>
        {
            builder.AddJson("""{ "AuthorizationSchemes": [] }""");
            builder.Set(($"{Path}:AuthorizationSchemes:0", "Key")).AddApiKeyAuthentication();
        });

        Assert.Equal(["Key"], app.Options().AuthorizationSchemes);
    }

    [Theory]
    [InlineData("AuthorizationSchemes", """["Key"]""")]
    [InlineData("IgnoredSettings", """["Note"]""")]
    [InlineData("MetaClaims", """{ "plan": "customer_plan" }""")]
    public async Task Empty_array_over_the_items_of_an_earlier_source_is_an_error(string name, string items)
    {
        // Sources are merged item by item, so the items would stay in use.
        var failure = await SettingsApp.FailureAsync(() => SettingsApp.StartJsonAsync(
            $$"""{ "{{name}}": {{items}} }""", $$"""{ "{{name}}": [] }"""));

        Assert.Contains($"{Path}:{name} is empty in one configuration source and has items of an earlier one.", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "AuthorizationSchemes": [["Key"]] }""", "AuthorizationSchemes:0 is a section or a list. Set one text.")]
    [InlineData("""{ "AuthorizationSchemes": [null] }""", "AuthorizationSchemes:0 is empty. Set one text.")]
    [InlineData("""{ "AuthorizationSchemes": { "Bearer": true } }""", "AuthorizationSchemes:Bearer is not an item of a list. Number items from 0.")]
    [InlineData("""{ "MetaClaims": { "plan": { "name": "x" } } }""", "MetaClaims:plan is a section or a list. Set one text.")]
    [InlineData("""{ "MetaClaims": "plan" }""", "MetaClaims is one text. Set a section of names and texts.")]
    [InlineData("""{ "RootKey": { "hidden": "hidden" } }""", "RootKey is a section or a list. Set one text.")]
    [InlineData("""{ "BaseAddress": ["https://keys.example"] }""", "BaseAddress is a section or a list. Set an absolute http or https URI")]
    [InlineData("""{ "CacheDuration": { "Seconds": 5 } }""", "CacheDuration is a section or a list. Set a duration")]
    [InlineData("""{ "CacheDuration": "abc" }""", "CacheDuration is 'abc'. Set a duration as hours:minutes:seconds")]
    [InlineData("""{ "CacheDuration": 5 }""", "CacheDuration is '5'. Set a duration as hours:minutes:seconds")]
    [InlineData("""{ "Eager": { } , "WarmUp": "yes" }""", "WarmUp is 'yes'. Set true or false.")]
    [InlineData("""{ "BaseAddress": "https//user:hidden@keys.example" }""", "BaseAddress (not shown) is not valid. Set an absolute http or https URI")]
    public async Task Value_of_another_shape_or_type_is_an_error(string json, string expected)
    {
        var failure = await SettingsApp.FailureAsync(() => SettingsApp.StartJsonAsync(json));

        Assert.Contains($"{Path}:{expected}", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_in_place_of_the_section_is_an_error()
    {
        var failure = await SettingsApp.FailureAsync((Path, "hidden_root_key"));

        Assert.Contains($"{Path} is one text. Set a section of settings", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CacheDuration")]
    [InlineData("UnknownKeyCacheDuration")]
    [InlineData("RateLimitedCacheDuration")]
    [InlineData("CacheCapacity")]
    [InlineData("UnknownKeyCacheCapacity")]
    [InlineData("StaleDuration")]
    public async Task Setting_that_0_turns_off_takes_0(string name)
    {
        await using var number = await SettingsApp.StartJsonAsync($$"""{ "{{name}}": 0 }""");
        await using var text = await SettingsApp.StartAsync(($"{Path}:{name}", "0"));

        foreach (var app in new[] { number, text })
        {
            var value = typeof(ApiKeyOptions).GetProperty(name)!.GetValue(app.Options());
            Assert.True(value is 0 || value is TimeSpan { Ticks: 0 });
        }
    }

    [Theory]
    [InlineData("AttemptTimeout")]
    [InlineData("TotalTimeout")]
    public async Task Setting_that_cannot_be_off_rejects_0(string name) =>
        Assert.Contains($"{Path}:{name} is 00:00:00. Set a duration over 0", await SettingsApp.FailureAsync(($"{Path}:{name}", "0")), StringComparison.Ordinal);
}
