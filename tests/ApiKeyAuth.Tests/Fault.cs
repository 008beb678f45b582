using ApiKeyAuth.Testing;

namespace ApiKeyAuth.Tests;

/// <summary>What a failure is for those who may be served from older facts.</summary>
public enum FaultKind
{
    /// <summary>The service gave no answer: stale facts may stand in, and what is stored stays.</summary>
    Outage,

    /// <summary>The service gave an answer that is no verdict on the key: nothing stands in, and what is stored stays.</summary>
    Unusable,

    /// <summary>A verdict that takes the place of what is stored.</summary>
    ErrorResponse,

    /// <summary>A good answer that is kept.</summary>
    Good,

    /// <summary>A good answer that is too large to be kept.</summary>
    GoodAndLarge,
}

/// <summary>A row of the fault matrix.</summary>
internal sealed record Fault(string Name, FaultKind Kind, int Status, int Requests, Func<RawConnection, Task>? Behave, string? Address = null)
{
    /// <summary>Whether a timeout ends it; the resolver of some machines takes its time, too.</summary>
    public bool Hangs { get; private init; }

    private const string Envelope = "unkey/data/key_not_found";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("refused", FaultKind.Outage, 503, 0, null, "closed"),
        new("name not resolved", FaultKind.Outage, 503, 0, null, "http://key-service.invalid") { Hangs = true },
        new("TLS failure", FaultKind.Outage, 503, 0, connection => connection.WriteAsync("this is no TLS\r\n"), "https"),
        new("reset before the request is read", FaultKind.Outage, 503, 0, connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        }),
        Seen("reset after", FaultKind.Outage, 503, connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        }),
        Seen("closed without answer", FaultKind.Outage, 503, _ => Task.CompletedTask),
        Seen("hang", FaultKind.Outage, 503, connection => connection.HangAsync()) with { Hangs = true },
        Seen("headers dripping", FaultKind.Outage, 503, async connection =>
        {
            await connection.WriteAsync("HTTP/1.1 200 OK\r\n");
            await connection.DripAsync("X-A: b\r\n");
        }) with { Hangs = true },
        Seen("body dripping", FaultKind.Outage, 503, async connection =>
        {
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n");
            await connection.DripAsync(" ");
        }) with { Hangs = true },
        Seen("truncated", FaultKind.Outage, 503, connection =>
            connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"meta\":")),
        Answered("empty", FaultKind.Unusable, 503, 200, ""),
        Answered("204", FaultKind.Unusable, 503, 204, ""),
        Answered("redirect", FaultKind.Unusable, 503, 302, "", headers: "Location: /v2/keys.verifyKey\r\n"),
        Answered("HTML", FaultKind.Unusable, 503, 200, "<html></html>", "text/html"),
        Answered("garbage", FaultKind.Unusable, 503, 200, "\u0001garbage"),
        Seen("no HTTP", FaultKind.Unusable, 503, connection => connection.WriteAsync("this is no HTTP\r\n\r\n")),
        Answered("10 MB", FaultKind.Unusable, 503, 200, "{\"meta\":{\"x\":\"" + new string('x', 10_000_000) + "\"}}"),
        Answered("1 MB of metadata", FaultKind.GoodAndLarge, 200, 200, Answers.Valid(more: $"\"meta\":{{\"x\":\"{new string('x', 1_000_000)}\"}}")),
        Answered("depth 20,000", FaultKind.Unusable, 503, 200, Answers.Valid(more: $"\"meta\":{new string('[', 20_000)}{new string(']', 20_000)}")),
        Answered("null", FaultKind.Unusable, 503, 200, "null"),
        Answered("[]", FaultKind.Unusable, 503, 200, "[]"),
        Answered("data null", FaultKind.Unusable, 503, 200, "{\"meta\":{},\"data\":null}"),
        Answered("valid as a string", FaultKind.Unusable, 503, 200, "{\"data\":{\"valid\":\"true\",\"code\":\"VALID\",\"keyId\":\"key_1\"}}"),
        Answered("valid without code", FaultKind.Unusable, 503, 200, "{\"data\":{\"valid\":true,\"keyId\":\"key_1\"}}"),
        Answered("code without valid", FaultKind.Unusable, 503, 200, "{\"data\":{\"code\":\"VALID\",\"keyId\":\"key_1\"}}"),
        Answered("VALID with valid false", FaultKind.Unusable, 503, 200, "{\"data\":{\"valid\":false,\"code\":\"VALID\",\"keyId\":\"key_1\"}}"),
        Answered("EXPIRED with valid true", FaultKind.Unusable, 503, 200, "{\"data\":{\"valid\":true,\"code\":\"EXPIRED\",\"keyId\":\"key_1\"}}"),
        Answered("lower-case code", FaultKind.ErrorResponse, 401, 200, Answers.Refused("disabled")),
        Answered("unknown code", FaultKind.ErrorResponse, 401, 200, Answers.Refused("INVENTED_LATER")),
        Answered("unknown fields", FaultKind.Good, 200, 200, Answers.Valid(more: "\"later\":{\"x\":[1,2]}")),
        Answered("400", FaultKind.Unusable, 500, 400, Answers.Error(400, "unkey/application/invalid_input")),
        Answered("401", FaultKind.Unusable, 503, 401, Answers.Error(401, "unkey/authentication/key_not_found")),
        Answered("403", FaultKind.Unusable, 503, 403, Answers.Error(403, "unkey/authorization/forbidden")),
        Answered("404 with the envelope", FaultKind.Unusable, 500, 404, Answers.Error(404, Envelope)),
        Answered("404 without the envelope", FaultKind.Unusable, 503, 404, "404 page not found\n", "text/plain"),
        Answered("408", FaultKind.Unusable, 503, 408, Answers.Error(408, "user/bad_request/request_timeout")),
        Answered("412", FaultKind.Unusable, 500, 412, Answers.Error(412, "unkey/application/precondition_failed")),
        Answered("429 with Retry-After", FaultKind.Unusable, 503, 429, Answers.Error(429, "user/too_many_requests/workspace_rate_limited"), headers: "Retry-After: 7\r\n"),
        Answered("500", FaultKind.Outage, 503, 500, Answers.Error(500, "unkey/application/unexpected_error")),
        Answered("502 with HTML", FaultKind.Outage, 503, 502, "<html>Bad Gateway</html>", "text/html"),
        Answered("503", FaultKind.Outage, 503, 503, ""),
    ];

    public bool IsGood => Kind is FaultKind.Good or FaultKind.GoodAndLarge;

    private static Fault Seen(string name, FaultKind kind, int status, Func<RawConnection, Task> behave) =>
        new(name, kind, status, 1, async connection =>
        {
            await connection.ReadRequestAsync();
            await behave(connection);
        });

    private static Fault Answered(
        string name, FaultKind kind, int status, int answered, string body, string contentType = "application/json", string headers = "")
    {
        var answer = RawService.Http(answered, body, contentType, headers + "Connection: close\r\n");
        return Seen(name, kind, status, connection => connection.WriteAsync(answer));
    }
}
