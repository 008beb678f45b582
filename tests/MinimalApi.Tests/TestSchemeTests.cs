using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ApiKeyAuth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MinimalApi.Tests;

/// <summary>A test scheme in the place of API keys, as docs/testing.md shows it.</summary>
public sealed class TestSchemeTests
{
    private static WebApplicationFactory<Program> AppWith(params string[] permissions) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("Authentication:Schemes:ApiKey:BaseAddress", "http://127.0.0.1:9")
            .UseSetting("Authentication:Schemes:ApiKey:RootKey", "unused")
            .ConfigureTestServices(services =>
            {
                services.AddSingleton(new TestCaller(permissions));
                services.AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, TestHandler>("Test", null);
                services.Configure<ApiKeyOptions>("ApiKey", options => options.ForwardDefault = "Test");
                services.Configure<PermissionAuthorizationOptions>(options => options.ClaimTypes.Add(ApiKeyClaimTypes.Permission));
            }));

    [Theory]
    [InlineData("/export", HttpStatusCode.OK, "keys.read", "keys.write")]
    [InlineData("/export", HttpStatusCode.Forbidden, "keys.read")]
    [InlineData("/export", HttpStatusCode.Forbidden)]
    [InlineData("/health", HttpStatusCode.OK)]
    public async Task Caller_of_the_test_scheme_has_the_permissions_that_the_test_gives_it(string path, HttpStatusCode status, params string[] permissions)
    {
        await using var app = AppWith(permissions);
        using var client = app.CreateClient();

        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    private sealed record TestCaller(string[] Permissions);

    private sealed class TestHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TestCaller caller)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var claims = caller.Permissions.Select(permission => new Claim(ApiKeyClaimTypes.Permission, permission)).Append(new Claim(ClaimTypes.Role, "editor"));
            var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name)));
        }
    }
}
