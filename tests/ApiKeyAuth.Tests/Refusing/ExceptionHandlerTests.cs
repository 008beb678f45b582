using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApiKeyAuth.Client;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Tests;

/// <summary>What callers of an app that manages keys learn of a failed call.</summary>
public sealed class ExceptionHandlerTests
{
    private const string Secret = "detail_of_the_root_key";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<TestApp> StartAsync(Uri service, bool withProblemDetails = true) => TestApp.StartAsync(
        service,
        app =>
        {
            app.UseExceptionHandler(withProblemDetails ? new ExceptionHandlerOptions() : new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask });
            app.MapDelete("/keys/{keyId}", (string keyId, IKeysApi keys, CancellationToken token) => keys.DeleteAsync(keyId, token));
            app.MapPost("/identities", (IIdentitiesApi identities, CancellationToken token) =>
                identities.CreateIdentityAsync(new CreateIdentityRequest { ExternalId = "user_1" }, token));
            app.MapPost("/invalid", (IKeysApi keys, CancellationToken token) => keys.RerollAsync("key_1", TimeSpan.FromHours(-1), token));
            app.MapGet("/bug", string () => throw new ArgumentException("a bug of the app"));
        },
        builder =>
        {
            builder.AddApiKeyAuthentication();
            if (withProblemDetails)
            {
                builder.Services.AddProblemDetails();
            }

            builder.Services.AddKeyServiceClient(options => (options.BaseAddress, options.RootKey, options.TotalTimeout) =
                (service, "root", TimeSpan.FromSeconds(20)));
            builder.Services.AddKeyServiceExceptionHandler();
        });

    private static string Error(int status, string code) => $$$"""
        {"meta":{"requestId":"req_9"},"error":{"title":"Title","detail":"{{{Secret}}}","status":{{{status}}},"type":"https://unkey.com/docs/errors/{{{code}}}"}}
        """;

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl?.NoStore);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.Equal($"{ApiKeyProblemTypes.Prefix}{problem.GetProperty("code").GetString()}", problem.GetProperty("type").GetString());
        return problem;
    }

    [Theory]
    [InlineData(400, "unkey/application/invalid_input", 400, ApiKeyProblemCodes.KeyServiceBadRequest)]
    [InlineData(404, "unkey/data/key_not_found", 404, ApiKeyProblemCodes.KeyServiceNotFound)]
    [InlineData(410, "unkey/data/key_gone", 404, ApiKeyProblemCodes.KeyServiceNotFound)]
    [InlineData(409, "unkey/data/identity_already_exists", 409, ApiKeyProblemCodes.KeyServiceConflict)]
    [InlineData(412, "unkey/application/precondition_failed", 412, ApiKeyProblemCodes.KeyServicePreconditionFailed)]
    [InlineData(422, "user/unprocessable_entity/query", 400, ApiKeyProblemCodes.KeyServiceBadRequest)]
    public async Task Error_about_the_input_is_the_callers(int status, string code, int expected, string problemCode)
    {
        await using var service = await ScriptedService.StartAsync(status, Error(status, code));
        await using var app = await StartAsync(service.Address);

        using var response = await app.SendAsync(HttpMethod.Delete, "/keys/key_1", authorization: null);

        Assert.Equal(expected, (int)response.StatusCode);
        var problem = await ProblemAsync(response);
        Assert.Equal(
            (problemCode, code, "req_9", Secret),
            (problem.GetProperty("code").GetString(), problem.GetProperty("errorCode").GetString(), problem.GetProperty("requestId").GetString(),
                problem.GetProperty("detail").GetString()));
        Assert.Null(response.Headers.RetryAfter);
        Assert.False(problem.TryGetProperty("outcomeUnknown", out _));
    }

    [Theory]
    [InlineData(401, "unkey/authentication/key_not_found", 503)]
    [InlineData(403, "unkey/authorization/insufficient_permissions", 503)]
    [InlineData(404, "unkey/data/workspace_not_found", 503)]
    [InlineData(400, "unkey/authentication/malformed", 503)]
    [InlineData(429, "unkey/user/too_many_requests", 503)]
    [InlineData(500, "unkey/application/unexpected_error", 503)]
    [InlineData(503, "unkey/application/service_unavailable", 503)]
    [InlineData(405, "unkey/application/method", 502)]
    public async Task Error_between_the_app_and_the_service_tells_the_caller_only_that(int status, string code, int expected)
    {
        await using var service = await ScriptedService.StartAsync(status, Error(status, code));
        await using var app = await StartAsync(service.Address);

        using var response = await app.SendAsync(HttpMethod.Delete, "/keys/key_1", authorization: null);

        Assert.Equal(expected, (int)response.StatusCode);
        var problem = await ProblemAsync(response);
        Assert.DoesNotContain(Secret, problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(code, problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(expected == 503, response.Headers.RetryAfter?.Delta is { } wait && wait >= TimeSpan.FromSeconds(1));
        Assert.Contains(app.Logs.Entries, entry => entry.Level == (status is 400 or 401 or 403 or 404 ? LogLevel.Critical : LogLevel.Warning)
            && entry.Message.Contains("req_9", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(404, "<html>not here</html>")]
    [InlineData(200, "no JSON")]
    [InlineData(302, "")]
    public async Task Response_of_another_server_is_502(int status, string body)
    {
        await using var service = await ScriptedService.StartAsync(status, body);
        await using var app = await StartAsync(service.Address);

        using var response = await app.SendAsync(HttpMethod.Delete, "/keys/key_1", authorization: null);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(status == 200, (await ProblemAsync(response)).TryGetProperty("outcomeUnknown", out _));
    }

    [Fact]
    public async Task Service_that_is_down_is_503()
    {
        using var closed = new ClosedPort();
        await using var app = await StartAsync(closed.Address);

        using var response = await app.SendAsync(HttpMethod.Delete, "/keys/key_1", authorization: null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(ApiKeyProblemCodes.KeyServiceUnavailable, (await ProblemAsync(response)).GetProperty("code").GetString());
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Wait_that_the_service_asks_for_is_passed_on()
    {
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "77";
            return Task.CompletedTask;
        });
        await using var app = await StartAsync(service.Address);

        using var response = await app.SendAsync(HttpMethod.Delete, "/keys/key_1", authorization: null);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(77)), (response.StatusCode, response.Headers.RetryAfter?.Delta));
    }

    [Fact]
    public async Task Request_that_is_not_sent_is_400_and_a_bug_of_the_app_is_not()
    {
        await using var service = await ScriptedService.StartAsync(200, "{}");
        await using var app = await StartAsync(service.Address);

        using var invalid = await app.SendAsync(HttpMethod.Post, "/invalid", authorization: null);
        using var bug = await app.GetAsync("/bug");

        Assert.Equal(HttpStatusCode.BadRequest, invalid.StatusCode);
        Assert.Contains("Expiration", (await ProblemAsync(invalid)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.InternalServerError, bug.StatusCode);
        Assert.Empty(service.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Values_that_the_service_rejects_are_listed_by_their_place(bool withProblemDetails)
    {
        await using var service = await ScriptedService.StartAsync(400, """
            {"meta":{"requestId":"req_9"},"error":{"title":"t","detail":"d","status":400,"type":"https://unkey.com/docs/errors/unkey/application/invalid_input",
            "errors":[{"location":"/properties/name/minLength","message":"too short"},{"location":"/properties/name/minLength","message":"twice"},{"message":"no place"}]}}
            """);
        await using var app = await StartAsync(service.Address, withProblemDetails);

        using var response = await app.SendAsync(HttpMethod.Delete, "/keys/key_1", authorization: null);

        var errors = (await ProblemAsync(response)).GetProperty("errors");
        Assert.Equal("""{"/properties/name/minLength":["too short","twice"],"":["no place"]}""", errors.GetRawText());
    }

    [Fact]
    public async Task Unknown_outcome_is_told_without_problem_details_too()
    {
        await using var service = await ScriptedService.StartAsync(500, Error(500, "unkey/application/unexpected_error"));
        await using var app = await StartAsync(service.Address, withProblemDetails: false);

        using var response = await app.SendAsync(HttpMethod.Delete, "/keys/key_1", authorization: null);

        Assert.True((await ProblemAsync(response)).GetProperty("outcomeUnknown").GetBoolean());
    }

    [Fact]
    public async Task App_without_problem_details_responds_the_same()
    {
        await using var service = await ScriptedService.StartAsync(404, Error(404, "unkey/data/key_not_found"));
        await using var app = await StartAsync(service.Address, withProblemDetails: false);

        using var response = await app.SendAsync(HttpMethod.Delete, "/keys/key_1", authorization: null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(ApiKeyProblemTypes.KeyServiceNotFound, (await ProblemAsync(response)).GetProperty("type").GetString());
    }
}
