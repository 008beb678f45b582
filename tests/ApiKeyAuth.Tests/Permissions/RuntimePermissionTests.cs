using System.Security.Claims;
using ApiKeyAuth.Client;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Tests.Permissions;

/// <summary>Text that code checks while the app runs may contain data: it is one exact permission, never a query.</summary>
public sealed class RuntimePermissionTests
{
    private static readonly string Holder = Answers.Valid(more: """
        "permissions":["orders.read","documents.sales.read","documents.or.read","default","documents.*.all"]
        """);

    /// <summary>Checks in every way that code has, behind an endpoint that declares the same text as a query.</summary>
    private static async Task<(string Results, IReadOnlyList<CapturedLog> Warnings)> CheckAsync(
        Func<ClaimsPrincipal, IAuthorizationService, Task<string>> check, Action<WebApplicationBuilder>? build = null)
    {
        await using var service = await ScriptedService.StartAsync(200, Holder);
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/", (ClaimsPrincipal user, IAuthorizationService authorization) => check(user, authorization)).RequireAuthorization();
                app.MapGet("/declared", () => "ok").RequireAuthorization("zzz.read OR orders.read");
            },
            build);
        using var declared = await app.GetAsync("/declared", "key_text");
        Assert.Equal(200, (int)declared.StatusCode);
        using var response = await app.GetAsync("/", "key_text");
        Assert.Equal(200, (int)response.StatusCode);
        return (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), [.. app.Logs.Entries.Where(entry => entry.Id == 25)]);
    }

    private static async Task<string> EveryWayAsync(ClaimsPrincipal user, IAuthorizationService authorization, string text)
    {
        var results = new[]
        {
            user.HasPermission(text),
            (await authorization.AuthorizeAsync(user, text)).Succeeded,
            (await authorization.AuthorizeAsync(user, "a document", text)).Succeeded,
        };
        return string.Join(' ', results.Distinct());
    }

    [Theory]
    [InlineData("orders.read", "True")]
    [InlineData("documents.sales.read", "True")]
    [InlineData("documents.or.read", "True")]
    [InlineData("default", "True")]
    [InlineData("documents.*.all", "True")]
    [InlineData("orders.write", "False")]
    [InlineData("Default", "False")]
    [InlineData("anonymous", "False")]
    [InlineData("ORDERS.READ", "False")]
    [InlineData("orders.*", "False")]
    public async Task One_permission_is_compared_exactly_and_without_a_warning(string text, string allowed)
    {
        var (results, warnings) = await CheckAsync((user, authorization) => EveryWayAsync(user, authorization, text));

        Assert.Equal(allowed, results);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("documents.zzz.read OR orders.read OR nope.read")]
    [InlineData("zzz.read OR orders.read")]
    [InlineData("orders.read or x")]
    [InlineData("orders.read AND orders.read")]
    [InlineData("(orders.read)")]
    [InlineData(" orders.read")]
    [InlineData("orders.read ")]
    [InlineData("orders.read\t")]
    [InlineData("orders.read\n")]
    [InlineData("documents.my team.read")]
    [InlineData("documents.é.read")]
    [InlineData("documents.{team}.read")]
    [InlineData("orders.read,orders.write")]
    [InlineData("OR")]
    [InlineData("and")]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Anything_else_is_denied_with_a_warning_and_without_an_exception(string text)
    {
        var (results, warnings) = await CheckAsync((user, authorization) => EveryWayAsync(user, authorization, text));

        Assert.Equal("False", results);
        Assert.Equal(3, warnings.Count);
        Assert.All(warnings, warning => Assert.Equal(LogLevel.Warning, warning.Level));
        Assert.DoesNotContain(warnings, warning => warning.Message.Any(char.IsControl));
    }

    [Theory]
    [InlineData(OptionalApiKeyAttribute.PolicyName)]
    [InlineData(RequirePermissionAttribute.PolicyPrefix + "orders.read")]
    [InlineData(RequirePermissionAttribute.PolicyPrefix + "zzz.read OR orders.read")]
    public async Task Names_of_the_library_open_nothing(string text)
    {
        var (results, _) = await CheckAsync((user, authorization) => EveryWayAsync(user, authorization, text));

        Assert.Equal("False", results);
    }

    [Fact]
    public async Task Long_text_is_cut_in_the_log()
    {
        var (_, warnings) = await CheckAsync((user, authorization) => EveryWayAsync(user, authorization, new string('x', 5000) + " "));

        Assert.All(warnings, warning => Assert.InRange(warning.Message.Length, 100, 400));
    }

    [Fact]
    public async Task Registered_policy_wins_over_the_permission()
    {
        var (results, _) = await CheckAsync(
            async (user, authorization) => (await authorization.AuthorizeAsync(user, "Own policy")).Succeeded.ToString(),
            builder =>
            {
                builder.AddApiKeyAuthentication();
                builder.Services.AddAuthorizationBuilder().AddPolicy("Own policy", policy => policy.RequireAuthenticatedUser());
            });

        Assert.Equal("True", results);
    }

    [Theory]
    [InlineData("sales", true, 0)]
    [InlineData("or", true, 0)]
    [InlineData("other", false, 0)]
    [InlineData("sales.read OR orders.read OR nope", false, 3)]
    [InlineData("my team", false, 3)]
    [InlineData("*", false, 3)]
    [InlineData("x.sales", false, 3)]
    [InlineData("", false, 3)]
    [InlineData(null, false, 3)]
    public async Task Values_of_an_interpolated_permission_are_checked(string? team, bool allowed, int warned)
    {
        var (results, warnings) = await CheckAsync(async (user, authorization) => string.Join(' ', new[]
        {
            user.HasPermission($"documents.{team}.read"),
            (await authorization.AuthorizeAsync(user, $"documents.{team}.read")).Succeeded,
            (await authorization.AuthorizePermissionAsync(user, "a document", $"documents.{team}.read")).Succeeded,
        }.Distinct()));

        Assert.Equal((allowed.ToString(), warned), (results, warnings.Count));
    }

    [Fact]
    public async Task Interpolated_permission_is_one_permission_too()
    {
        var team = "sales";
        var (results, _) = await CheckAsync(async (user, authorization) => string.Join(' ', new[]
        {
            user.HasPermission($"documents.{team}.read OR orders.read"),
            (await authorization.AuthorizeAsync(user, $"documents.{team}.read OR orders.read")).Succeeded,
            (await authorization.AuthorizeAsync(user, "a document", $"documents.{team}.read OR orders.read")).Succeeded,
        }.Distinct()));

        Assert.Equal("False", results);
    }

    [Fact]
    public async Task Query_that_was_parsed_is_a_query()
    {
        var team = "nobody";
        var (results, warnings) = await CheckAsync(async (user, authorization) =>
        {
            var query = PermissionQuery.Parse($"documents.{team}.read OR orders.read");
            return $"{user.HasPermission(query)} {(await authorization.AuthorizeAsync(user, null, new PermissionRequirement(query))).Succeeded}";
        });

        Assert.Equal(("True True", 0), (results, warnings.Count));
    }

    [Fact]
    public async Task Policy_that_code_gets_from_the_provider_is_no_query_either()
    {
        await using var service = await ScriptedService.StartAsync(200, Holder);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", async (
            ClaimsPrincipal user, IAuthorizationService authorization, IAuthorizationPolicyProvider provider) =>
            (await authorization.AuthorizeAsync(user, (await provider.GetPolicyAsync("zzz.read OR orders.read"))!)).Succeeded).RequireAuthorization());

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal("false", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Single(app.Logs.Entries, entry => entry.Id == 25);
    }

    [Fact]
    public async Task Where_no_scheme_is_the_default_both_ways_still_agree()
    {
        await using var service = await ScriptedService.StartAsync(200, Holder);
        await using var app = await TestApp.StartAsync(
            service,
            app => app.MapGet("/", (ClaimsPrincipal user, IAuthorizationService authorization) => EveryWayAsync(user, authorization, "orders.read"))
                .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "ApiKey" }),
            builder => builder.Services.AddAuthentication().AddApiKey().AddApiKey("Second", options => options.RootKey = "root"));

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal("True", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("scope", "True")]
    [InlineData("other", "False")]
    public async Task Claims_of_another_scheme_count_alike_in_both_ways(string counted, string allowed)
    {
        await using var service = await ScriptedService.StartAsync(200, Holder);
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/policy", (ClaimsPrincipal user, IAuthorizationService authorization) => EveryWayAsync(user, authorization, "docs.read"))
                    .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Other" });
                app.MapGet("/code", async (HttpContext context, IAuthorizationService authorization) =>
                    await EveryWayAsync((await context.AuthenticateAsync("Other")).Principal!, authorization, "docs.read"));
            },
            builder =>
            {
                builder.AddApiKeyAuthentication();
                builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, FixedHandler>("Other", null);
                builder.Services.AddSingleton<IClaimsTransformation, AddScope>();
                builder.Services.Configure<PermissionAuthorizationOptions>(options => options.ClaimTypes.Add(counted));
            });

        foreach (var path in new[] { "/policy", "/code" })
        {
            using var response = await app.GetAsync(path);
            Assert.Equal(allowed, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Identity_that_code_makes_counts_in_both_ways()
    {
        await using var service = await ScriptedService.StartAsync(200, Holder);
        await using var app = await TestApp.StartAsync(
            service,
            app => app.MapGet("/", async (IAuthorizationService authorization) =>
            {
                var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim("scope", "docs.read")], "Own"));
                var clone = user.Clone();
                return $"{user.HasPermission("docs.read")} {(await authorization.AuthorizeAsync(user, "docs.read")).Succeeded} "
                    + $"{clone.HasPermission("docs.read")} {user.HasPermission("docs.write")}";
            }),
            builder =>
            {
                builder.AddApiKeyAuthentication();
                builder.Services.Configure<PermissionAuthorizationOptions>(options => options.ClaimTypes.Add("scope"));
            });

        using var response = await app.GetAsync("/");

        Assert.Equal("True True True False", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("scope", "True True")]
    [InlineData("other", "False False")]
    public async Task User_that_middleware_of_the_app_sets_counts_in_both_ways(string counted, string allowed)
    {
        await using var service = await ScriptedService.StartAsync(200, Holder);
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.Use((context, next) =>
                {
                    context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("scope", "docs.read")], "Own"));
                    return next(context);
                });
                app.MapGet("/", async (ClaimsPrincipal user, IAuthorizationService authorization) =>
                    $"{user.HasPermission("docs.read")} {(await authorization.AuthorizeAsync(user, "docs.read")).Succeeded}");
            },
            builder =>
            {
                builder.AddApiKeyAuthentication();
                builder.Services.Configure<PermissionAuthorizationOptions>(options => options.ClaimTypes.Add(counted));
            });

        using var response = await app.GetAsync("/");

        Assert.Equal(allowed, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private sealed class AddScope : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            principal.AddIdentity(new ClaimsIdentity([new Claim("scope", "docs.read docs.write")], "Added"));
            return Task.FromResult(principal);
        }
    }
}
