using ApiKeyAuth.Tests.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Schemes;

/// <summary>Schemes that are added and removed while the app runs.</summary>
public sealed class AddedSchemeTests
{
    [Fact]
    public async Task Api_key_scheme_that_is_added_while_the_app_runs_is_rejected_at_once()
    {
        await using var app = await SettingsApp.StartAsync();
        var schemes = app.Services.GetRequiredService<IAuthenticationSchemeProvider>();
        var late = new AuthenticationScheme("Late", null, (await schemes.GetSchemeAsync("ApiKey"))!.HandlerType);

        Assert.Contains("AddApiKey(\"Late\", …)", Assert.Throws<InvalidOperationException>(() => schemes.AddScheme(late)).Message, StringComparison.Ordinal);
        Assert.Contains("AddApiKey(\"Late\", …)", Assert.Throws<InvalidOperationException>(() => schemes.TryAddScheme(late)).Message, StringComparison.Ordinal);
        Assert.Null(await schemes.GetSchemeAsync("Late"));
    }

    [Fact]
    public async Task Registered_scheme_can_be_removed_and_added_again_and_others_are_added_freely()
    {
        await using var app = await SettingsApp.StartAsync();
        var schemes = app.Services.GetRequiredService<IAuthenticationSchemeProvider>();
        var keys = (await schemes.GetSchemeAsync("ApiKey"))!;

        schemes.RemoveScheme("ApiKey");
        Assert.Null(await schemes.GetSchemeAsync("ApiKey"));
        schemes.AddScheme(keys);
        Assert.True(schemes.TryAddScheme(new AuthenticationScheme("Fixed", null, typeof(FixedHandler))));
        Assert.False(schemes.TryAddScheme(keys));

        Assert.Equal(["ApiKey", "Fixed"], (await schemes.GetAllSchemesAsync()).Select(scheme => scheme.Name).Order());
        using var response = await app.GetAsync("/");
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
