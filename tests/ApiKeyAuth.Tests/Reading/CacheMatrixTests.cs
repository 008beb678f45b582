using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Reading;

/// <summary>Every place of a key but <c>Authorization</c>, with every cache inside the app: none looks up or stores.</summary>
public sealed class CacheMatrixTests
{
    private const string Public = "public, max-age=60";

    public static IEnumerable<TheoryDataRow<string, string, bool>> Cells =>
        from source in new[] { "header", "query", "cookie", "event", "class", "late", "rewritten" }
        from cache in new[] { "response", "output", "forced", "own" }
        from first in new[] { true, false }

        // A policy that overrules all others where the key is there only behind the cache: nobody can know.
        where !(first && cache == "forced" && source is ("late" or "rewritten"))
        select new TheoryDataRow<string, string, bool>(source, cache, first);

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task No_caller_sees_the_answer_to_another(string source, string cache, bool isFirst)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service, source, cache, isFirst);

        foreach (var path in new[] { "/handler", "/stamped", "/early", "/empty" })
        {
            var answers = new HashSet<string>();
            foreach (var key in new[] { "one", "one", "two" })
            {
                var (status, serial, cacheControl) = await GetAsync(app, path, source, key);
                Assert.Equal(200, status);
                Assert.True(answers.Add(serial), $"{path} {serial}");
                Assert.Contains(cacheControl, new[] { "private", "max-age=60, private", "no-store" });
            }

            Assert.Equal(401, (await GetAsync(app, path, source, null)).Status);
        }
    }

    /// <summary>The caches know this header, but a policy of the app may overrule them.</summary>
    [Theory]
    [InlineData("response", true)]
    [InlineData("response", false)]
    [InlineData("output", true)]
    [InlineData("output", false)]
    [InlineData("forced", true)]
    [InlineData("forced", false)]
    public async Task No_caller_sees_the_answer_to_a_key_in_authorization(string cache, bool isFirst)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service, "authorization", cache, isFirst);

        foreach (var path in new[] { "/handler", "/optional" })
        {
            var answers = new HashSet<string>();
            foreach (var key in new[] { "one", "one", "two" })
            {
                var (status, serial, _) = await GetAsync(app, path, "authorization", key);
                Assert.Equal(200, status);
                Assert.True(answers.Add(serial), $"{path} {serial}");
            }

            Assert.DoesNotContain((await GetAsync(app, path, "authorization", null)).Serial, answers);
        }

        Assert.Equal(401, (await GetAsync(app, "/handler", "authorization", null)).Status);
    }

    [Theory]
    [InlineData("header", "max-age=60, private")]
    [InlineData("query", "no-store")]
    [InlineData("cookie", "max-age=60, private")]
    [InlineData("event", "max-age=60, private")]
    public async Task Middleware_that_took_hold_of_the_headers_before_does_not_have_the_last_word(string source, string expected)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service, source, "response", isFirst: true);

        Assert.Equal(expected, (await GetAsync(app, "/captured", source, "one")).CacheControl);
    }

    [Theory]
    [InlineData("header", true)]
    [InlineData("query", true)]
    [InlineData("cookie", true)]
    [InlineData("event", true)]
    [InlineData("class", true)]
    [InlineData("header", false)]
    [InlineData("event", false)]
    public async Task Caller_with_a_key_is_not_answered_from_what_was_stored_for_callers_without(string source, bool isFirst)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        foreach (var cache in new[] { "response", "output", "forced" })
        {
            await using var app = await StartAsync(service, source, cache, isFirst);
            var nobody = await GetAsync(app, "/optional", source, null);

            var one = await GetAsync(app, "/optional", source, "one");
            var again = await GetAsync(app, "/optional", source, "one");
            var later = await GetAsync(app, "/optional", source, null);

            Assert.Equal(("nobody", "somebody", "somebody", "nobody"), (Who(nobody), Who(one), Who(again), Who(later)));
            Assert.NotEqual(one.Serial, again.Serial);

            // Code of the app that may bring a key is asked only by authentication, so that nothing is stored at all.
            Assert.Equal(source is not ("event" or "class"), nobody.Serial == later.Serial);
        }

        static string Who((int Status, string Serial, string CacheControl) answer) => answer.Serial.Split(' ')[0];
    }

    [Theory]
    [InlineData("response")]
    [InlineData("output")]
    public async Task Class_of_events_that_looks_for_no_key_leaves_callers_without_one_to_the_cache(string cache)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service, "other class", cache, isFirst: true);

        Assert.Equal(await GetAsync(app, "/optional", "header", null), await GetAsync(app, "/optional", "header", null));
    }

    [Fact]
    public async Task Request_without_a_key_keeps_what_it_says_of_caching_and_one_with_a_key_gets_more()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service, "header", "response", isFirst: true);

        async Task<string> SeenAsync(HttpMethod method, params (string, string)[] headers)
        {
            using var response = await app.SendAsync(method, "/seen", null, headers);
            return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("max-age=5", await SeenAsync(HttpMethod.Get, ("Cache-Control", "max-age=5")));
        Assert.Equal("max-age=5,no-cache, no-store", await SeenAsync(HttpMethod.Get, ("Cache-Control", "max-age=5"), ("X-API-Key", "one")));
        Assert.Equal("", await SeenAsync(HttpMethod.Post, ("X-API-Key", "one")));
        Assert.Equal("", await SeenAsync(HttpMethod.Get));
    }

    private static async Task<(int Status, string Serial, string CacheControl)> GetAsync(TestApp app, string path, string source, string? key)
    {
        var pathAndQuery = source == "query" && key is not null ? $"{path}?access_token={key}" : path;
        (string, string)[] headers = (source, key) switch
        {
            (_, null) or ("query", _) => [],
            ("cookie" or "late" or "rewritten", _) => [("Cookie", $"key={key}")],
            ("header", _) => [("X-API-Key", key)],
            ("authorization", _) => [("Authorization", $"Bearer {key}")],
            _ => [("X-Own", key)],
        };
        using var response = await app.SendAsync(HttpMethod.Get, pathAndQuery, null, headers);
        return (
            (int)response.StatusCode,
            response.Headers.TryGetValues("X-Serial", out var serial) ? serial.Single() : "",
            response.Headers.CacheControl?.ToString() ?? "");
    }

    private static Task<TestApp> StartAsync(ScriptedService service, string source, string cache, bool isFirst)
    {
        var serial = 0;
        return TestApp.StartAsync(
            service,
            app =>
            {
                app.UseRouting();
                if (isFirst)
                {
                    UseCache(app, cache);
                }

                app.Use((context, next) =>
                {
                    // A key that is there only behind the cache.
                    if (source == "rewritten" && context.Request.Cookies["key"] is { } key)
                    {
                        context.Request.Headers["X-API-Key"] = key;
                    }

                    context.Items["late"] = context.Request.Cookies["key"];
                    Stamp(context);
                    return next(context);
                });
                app.UseAuthentication();
                app.UseAuthorization();
                if (!isFirst)
                {
                    UseCache(app, cache);
                }

                void Count(HttpContext context, string who = "") => context.Response.Headers["X-Serial"] = $"{who}{++serial}";
                string Answer(HttpContext context)
                {
                    Count(context);
                    return "an answer";
                }

                var group = app.MapGroup("").AllowApiKeyFromQuery();
                if (cache is "output" or "forced")
                {
                    group.CacheOutput(policy => (cache == "forced" ? policy.AddPolicy<ForcedPolicy>() : policy).Expire(TimeSpan.FromMinutes(1)));
                }

                var keyed = group.MapGroup("").RequireAuthorization();
                keyed.MapGet("/handler", (HttpContext context) =>
                {
                    context.Response.Headers.CacheControl = Public;
                    return Answer(context);
                });
                keyed.MapGet("/stamped", Answer);
                keyed.MapGet("/early", Answer);
                keyed.MapGet("/captured", Answer);
                keyed.MapGet("/empty", (HttpContext context) =>
                {
                    Count(context);
                    context.Response.GetTypedHeaders().CacheControl = new() { Public = true, MaxAge = TimeSpan.FromMinutes(1) };
                });
                group.MapGet("/optional", (HttpContext context) =>
                {
                    context.Response.Headers.CacheControl = Public;
                    Count(context, context.GetApiKey() is null ? "nobody " : "somebody ");
                    return "an answer";
                }).WithOptionalApiKey();
                app.MapMethods("/seen", ["GET", "POST"], (HttpContext context) => context.Request.Headers.CacheControl.ToString());
            },
            builder =>
            {
                builder.Services.AddResponseCaching();
                builder.Services.AddOutputCache();
                builder.Services.AddScoped<OwnEvents>().AddScoped<OtherEvents>();
                builder.AddApiKeyAuthentication(options =>
                {
                    options.HeaderName = "X-API-Key";
                    options.ReadKey = source switch
                    {
                        "cookie" => context => context.Request.Cookies["key"],
                        "late" => context => (string?)context.Items["late"],
                        _ => null,
                    };
                    options.EventsType = source switch
                    {
                        "class" => typeof(OwnEvents),
                        "other class" => typeof(OtherEvents),
                        _ => null,
                    };
                    if (source == "event")
                    {
                        options.Events.OnMessageReceived = OwnEvents.BringAsync;
                    }
                });
            });
    }

    /// <summary>Headers that middleware writes at the last moment, also to a dictionary that it took hold of before.</summary>
    private static void Stamp(HttpContext context)
    {
        if (context.Request.Path == "/stamped")
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.CacheControl = Public;
                return Task.CompletedTask;
            });
        }
        else if (context.Request.Path == "/captured")
        {
            var headers = context.Response.Headers;
            context.Response.OnStarting(() =>
            {
                headers.CacheControl = Public;
                return Task.CompletedTask;
            });
        }
        else if (context.Request.Path == "/early")
        {
            context.Response.Headers.CacheControl = Public;
        }
    }

    private static void UseCache(WebApplication app, string cache)
    {
        if (cache == "response")
        {
            app.UseResponseCaching();
        }
        else if (cache == "own")
        {
            app.Use(OwnCache());
        }
        else
        {
            app.UseOutputCache();
        }
    }

    /// <summary>As apps write them: what says that it is public is kept, by its path, before the response starts.</summary>
    private static Func<HttpContext, RequestDelegate, Task> OwnCache()
    {
        var stored = new Dictionary<string, string>(StringComparer.Ordinal);
        return async (context, next) =>
        {
            if (stored.TryGetValue(context.Request.Path, out var serial))
            {
                context.Response.Headers["X-Serial"] = serial;
                return;
            }

            var body = context.Response.Body;
            using var buffer = new MemoryStream();
            context.Response.Body = buffer;
            await next(context);
            context.Response.Body = body;
            if (context.Response.Headers.CacheControl.ToString().Contains("public", StringComparison.Ordinal))
            {
                stored[context.Request.Path] = context.Response.Headers["X-Serial"].ToString();
            }

            buffer.Position = 0;
            await buffer.CopyToAsync(body, context.RequestAborted);
        };
    }

    private sealed class ForcedPolicy : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation) => Force(context);

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => Force(context);

        private static ValueTask Force(OutputCacheContext context)
        {
            (context.EnableOutputCaching, context.AllowCacheLookup, context.AllowCacheStorage, context.AllowLocking) = (true, true, true, true);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class OwnEvents : ApiKeyEvents
    {
        public override Task MessageReceived(ApiKeyMessageReceivedContext context) => BringAsync(context);

        public static Task BringAsync(ApiKeyMessageReceivedContext context)
        {
            context.Key = context.Request.Headers["X-Own"] is [{ } key] ? key : null;
            return Task.CompletedTask;
        }
    }

    private sealed class OtherEvents : ApiKeyEvents
    {
        public override Task KeyVerified(ApiKeyVerifiedContext context) => Task.CompletedTask;
    }
}
