using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.OpenApi.Tests;

[ApiController]
[Route("[controller]/[action]")]
public sealed class PlainController : ControllerBase
{
    [HttpGet]
    public IActionResult Read() => Ok();

    [HttpGet]
    [RequirePermission("keys.write")]
    [CreditCost(5)]
    public IActionResult Write() => Ok();

    [HttpGet]
    [AllowAnonymous]
    public IActionResult Open() => Ok();

    [HttpGet]
    [Authorize]
    public IActionResult Take(ApiKeyInfo key) => Ok(key.KeyId);
}

/// <summary>Actions of controllers, with what stands on them and elsewhere.</summary>
public sealed class ControllerTests
{
    private static async Task<string> SecurityAsync(Action<WebApplication> map, Action<MvcOptions>? configure = null)
    {
        var document = await Documents.OfAsync(
            builder =>
            {
                builder.AddApiKeyAuthentication(options => options.RootKey = "root");
                builder.Services.AddControllers(options => configure?.Invoke(options)).AddApplicationPart(typeof(PlainController).Assembly);
            },
            map);
        return string.Join('\n', document.GetProperty("paths").EnumerateObject()
            .Where(path => path.Name.Contains("/Plain/", StringComparison.Ordinal))
            .Select(path => $"{path.Name[(path.Name.LastIndexOf('/') + 1)..]}: {document.Security(path.Name)}: {document.Description(path.Name)}".TrimEnd(' ', ':'))
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Attributes_of_actions_count() => Assert.Equal(
        """
        Open
        Read
        Take: ApiKey
        Write: ApiKey: Needs the permission `keys.write`. Costs 5 credits.
        """,
        await SecurityAsync(app => app.MapControllers()));

    [Fact]
    public async Task What_is_required_where_controllers_are_mapped_counts() => Assert.Equal(
        """
        Open
        Read: ApiKey: Needs the permission `keys.read`. Costs 2 credits.
        Take: ApiKey: Needs the permission `keys.read`. Costs 2 credits.
        Write: ApiKey: Needs the permission `keys.write`. Needs the permission `keys.read`. Costs 2 credits.
        """,
        await SecurityAsync(app => app.MapControllers().RequireAuthorization("keys.read").Add(endpoint =>
        {
            if (!endpoint.Metadata.OfType<AllowAnonymousAttribute>().Any())
            {
                endpoint.Metadata.Add(new CreditCostAttribute(2));
            }
        })));

    [Fact]
    public async Task What_a_group_of_controllers_requires_counts() => Assert.Equal(
        """
        Open
        Read: ApiKey: Needs the permission `keys.read`.
        Take: ApiKey: Needs the permission `keys.read`.
        Write: ApiKey: Needs the permission `keys.read`. Needs the permission `keys.write`. Costs 5 credits.
        """,
        await SecurityAsync(app => app.MapGroup("/api").RequireAuthorization("keys.read").MapControllers()));

    [Fact]
    public async Task Filter_for_all_actions_counts() => Assert.Equal(
        """
        Open
        Read: ApiKey: Needs the role `editor`.
        Take: ApiKey: Needs the role `editor`.
        Write: ApiKey: Needs the permission `keys.write`. Needs the role `editor`. Costs 5 credits.
        """,
        await SecurityAsync(
            app => app.MapControllers(),
            options => options.Filters.Add(new AuthorizeFilter(new AuthorizationPolicyBuilder().RequireRole("editor").Build()))));

    [Fact]
    public async Task Key_as_a_parameter_is_no_parameter_of_the_operation()
    {
        var document = await Documents.OfAsync(
            builder =>
            {
                builder.AddApiKeyAuthentication(options => options.RootKey = "root");
                builder.Services.AddControllers().AddApplicationPart(typeof(PlainController).Assembly);
            },
            app =>
            {
                app.MapControllers();
                app.MapGet("/handler", (ApiKeyInfo key) => key.KeyId).RequireAuthorization();
                app.MapGet("/optional", (ApiKeyInfo? key) => key?.KeyId).WithOptionalApiKey();
            });

        foreach (var path in new[] { "/Plain/Take", "/handler", "/optional" })
        {
            Assert.False(document.Operation(path).TryGetProperty("parameters", out _));
            Assert.False(document.Operation(path).TryGetProperty("requestBody", out _));
        }
    }
}
