using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApiKeyAuth.Testing;
using CsCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Verification;

/// <summary>
/// Answers of the service, mutated, through the whole handler: no exception leaves it, and nobody is accepted unless the answer is
/// HTTP 200 and JSON that says valid and VALID. CsCheck prints the seed of a failure, which goes into <see cref="Found"/>.
/// </summary>
public sealed class MutatedAnswerTests
{
    private const int Mutations = 1_500;

    private static readonly string Limit = """{"id":"rl_1","name":"requests","limit":3,"duration":60000,"reset":1893456030000,"remaining":1,"exceeded":true,"autoApply":true}""";

    private static readonly string Details =
        $$$""" "name":"n","meta":{"plan":"pro","list":[1,"two",null,{"a":{}}]},"expires":4102444800000,"permissions":["docs.read","docs.write"],"roles":["editor"],"credits":3,"identity":{"id":"id_1","externalId":"e","meta":{},"ratelimits":[{{{Limit}}}]},"ratelimits":[{{{Limit}}},{"id":"","name":"tokens","limit":3,"duration":1000,"reset":1,"remaining":1,"exceeded":false,"autoApply":false}]""";

    private static readonly (int Status, string Body)[] Originals =
    [
        (200, Answers.Valid(more: Details)),
        (200, Answers.Valid()),
        .. new[] { "RATE_LIMITED", "USAGE_EXCEEDED", "DISABLED", "EXPIRED", "FORBIDDEN", "INSUFFICIENT_PERMISSIONS", "INVENTED_LATER" }
            .Select(code => (200, Answers.Refused(code, more: Details))),
        (200, Answers.Refused("NOT_FOUND")),
        .. new[] { 400, 401, 403, 404, 412, 413, 422, 429, 500, 503 }.Select(status => (status, Answers.Error(
            status, "unkey/application/invalid_input", "[{\"location\":\"security\",\"message\":\"m\",\"fix\":\"f\"},{\"location\":\"body\"}]"))),
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e308", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "\"\"", "\"VALID\"",
        "\"NOT_FOUND\"", "\"true\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"valid\":true,\"code\":\"VALID\",\"keyId\":\"k\"}",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16", "application/json; charset=bogus", "application/problem+json",
        "APPLICATION/JSON", "text/html", "text/json", "application/jsonp", "nonsense", "", "application/json; charset=\"",
    ];

    private static readonly Gen<Mutation> AnyMutation = Gen.Select(
        Gen.Int[0, Originals.Length - 1], Gen.Int[0, 9], Gen.Int[0, 10_000], Gen.Int[0, Values.Length - 1], Gen.Int[0, 7 * ContentTypes.Length], Gen.Int[0, 60],
        (original, kind, place, value, type, status) => new Mutation(original, kind, place, value, type, status));

    /// <summary>Seeds that failed once, and null for new ones.</summary>
    public static TheoryData<string?> Found => new((string?)null);

    [Theory]
    [MemberData(nameof(Found))]
    public async Task No_mutated_answer_throws_or_is_accepted_without_saying_valid(string? seed)
    {
        var script = new ConcurrentDictionary<string, Answer>();
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            using var request = JsonDocument.Parse(ScriptedService.CallOf(context).Body);
            var answer = script[request.RootElement.GetProperty("key").GetString()!];
            context.Response.StatusCode = answer.Status;
            context.Response.Headers.ContentType = answer.ContentType;
            if (answer.RetryAfter is { } retryAfter)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }

            if (answer.Status is not (204 or 304))
            {
                await context.Response.Body.WriteAsync(answer.Body);
            }
        });
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/", Describe).RequireAuthorization();
                app.MapGet("/limits", Describe).RequireAuthorization("docs.read OR docs.write").WithCreditCost(2).WithApiKeyRateLimit("tokens");
            },
            builder => builder.AddApiKeyAuthentication(options =>
            {
                options.CircuitBreakerMinimumThroughput = 10_000;
                options.IncludeRateLimitHeaders = true;
                options.IncludeErrorDetails = true;
                options.AllowPermissionWildcards = true;
                options.OutageMode = ApiKeyOutageMode.ServeStale;
                options.MetaClaims["plan"] = "plan";
                options.MetaClaims["list"] = "list";
            }));

        var count = 0;
        await AnyMutation.SampleAsync(
            async mutation =>
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"key_{Interlocked.Increment(ref count)}");
                var answer = script[key] = mutation.Apply();
                foreach (var path in new[] { "/", "/limits", "/" })
                {
                    using var response = await app.GetAsync(path, key);
                    var status = (int)response.StatusCode;
                    var text = $"{status} to {path} for {answer}";
                    Assert.True(status is 200 or 401 or 403 or 429 or 500 or 503, text);
                    Assert.True(status != 200 || answer.SaysValid(), text);
                    Assert.True(status != 500 || answer.Status is 400 or 404 or 412 or 413 or 422, text);
                    Assert.True(status == 200 || response.Headers.CacheControl?.NoStore != false, text);
                }

                script.TryRemove(key, out _);
            },
            seed: seed, iter: seed is null ? Mutations : 1, threads: 2);
    }

    private static string Describe(HttpContext context) =>
        $"{string.Join(',', context.User.Claims)} {context.GetApiKey()!.Meta} {context.GetApiKey()!.RateLimits.Count}";

    private sealed record Mutation(int Original, int Kind, int Place, int Value, int Type, int Status)
    {
        public Answer Apply()
        {
            var (status, text) = Originals[Original];
            var body = Encoding.UTF8.GetBytes(text);
            return new Answer(
                Status < 12 ? (int[])[200, 201, 204, 206, 302, 400, 404, 408, 412, 429, 500, 599] is var all ? all[Status] : 0 : status,
                Type < ContentTypes.Length ? ContentTypes[Type] : "application/json",
                Status == 12 ? Values[Value] : null,
                Kind switch
                {
                    0 => body,
                    1 => [.. body.Take(Place % body.Length)],
                    2 => [.. body.Select((one, i) => i == Place % body.Length ? (byte)(Value * 12) : one)],
                    3 => [.. body, .. body],
                    4 => Encoding.UTF8.GetBytes(Duplicated(text)),
                    _ => Encoding.UTF8.GetBytes(Replaced(text)),
                });
        }

        /// <summary>A member or an item of the tree is another value, or gone.</summary>
        private string Replaced(string text)
        {
            var root = JsonNode.Parse(text)!;
            var nodes = Below(root).ToArray();
            var (parent, at) = nodes[Place % nodes.Length];
            var placeholder = JsonValue.Create("\u0001");
            switch (parent)
            {
                case JsonObject owner when Kind == 5:
                    owner.Remove((string)at);
                    break;
                case JsonArray items when Kind == 5:
                    items.RemoveAt((int)at);
                    break;
                case JsonObject owner:
                    owner[(string)at] = placeholder;
                    break;
                case JsonArray items:
                    items[(int)at] = placeholder;
                    break;
            }

            return root.ToJsonString().Replace("\"\\u0001\"", Values[Value], StringComparison.Ordinal);
        }

        /// <summary>A member stands twice, with another value the second time.</summary>
        private string Duplicated(string text)
        {
            var at = text.IndexOf("\"data\":{", StringComparison.Ordinal);
            return at < 0 ? text : text.Insert(at + "\"data\":{".Length, $"\"{(Place % 2 == 0 ? "valid" : "code")}\":{Values[Value]},");
        }

        private static IEnumerable<(JsonNode Parent, object At)> Below(JsonNode? node)
        {
            var children = node switch
            {
                JsonObject owner => owner.Select(member => (At: (object)member.Key, Child: member.Value)),
                JsonArray items => items.Select((item, i) => (At: (object)i, Child: item)),
                _ => [],
            };
            return children.SelectMany(child => Below(child.Child).Prepend((node!, child.At)));
        }
    }

    private sealed record Answer(int Status, string ContentType, string? RetryAfter, byte[] Body)
    {
        /// <summary>Told apart from the library's own way of reading.</summary>
        public bool SaysValid()
        {
            if (Status != 200 || !ContentType.Split(';')[0].Trim().ToUpperInvariant().EndsWith("JSON", StringComparison.Ordinal))
            {
                return false;
            }

            try
            {
                using var document = JsonDocument.Parse(Body, new JsonDocumentOptions { AllowDuplicateProperties = false });
                var data = document.RootElement.GetProperty("data");
                return data.GetProperty("valid").ValueKind == JsonValueKind.True
                    && data.GetProperty("code") is { ValueKind: JsonValueKind.String } code && code.GetString() == "VALID";
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                return false;
            }
        }

        public override string ToString() => $"{Status} {ContentType}: {Encoding.UTF8.GetString(Body)}";
    }
}
