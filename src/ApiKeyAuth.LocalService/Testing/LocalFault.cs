using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService;

/// <summary>
/// Something that goes wrong with calls: <c>LocalFault.Status(503) with { Endpoint = "keys.verifyKey", Calls = 3 }</c>. Hand it to
/// <see cref="LocalFaults.Add"/>.
/// </summary>
public sealed record LocalFault
{
    private const string Plain = "text/plain; charset=utf-8";

    private LocalFault()
    {
    }

    /// <summary>The procedure that it befalls, such as <c>keys.verifyKey</c>, or <c>liveness</c>. Default: null, all.</summary>
    public string? Endpoint { get; init; }

    /// <summary>How many calls it is there for, befallen or not. Default: 1.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>How likely it befalls each of these calls, 0 to 1. Default: 1, certainly.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Where the choice of the calls begins: the same seed chooses the same ones. Default: 0.</summary>
    public int Seed { get; init; }

    internal FaultKind Kind { get; private init; }

    internal TimeSpan Wait { get; private init; }

    internal int StatusCode { get; private init; }

    internal string Body { get; private init; } = string.Empty;

    internal string ContentType { get; private init; } = Plain;

    /// <summary>The call is taken up after a while, by the clock of the service; then it is answered as ever.</summary>
    /// <param name="wait">How long; at most a day.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Delay(TimeSpan wait)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wait, TimeSpan.FromDays(1));
        return new LocalFault { Kind = FaultKind.Delay, Wait = wait };
    }

    /// <summary>The connection is closed before the call is read; nothing was done.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault Refuse() => new() { Kind = FaultKind.Refuse };

    /// <summary>The call is carried out, and the connection closed instead of answering.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault Reset() => new() { Kind = FaultKind.Reset };

    /// <summary>The call is answered with another status, and not carried out: a proxy in front of the service, say.</summary>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="body">The body. Default: none.</param>
    /// <param name="contentType">The type of the body. Default: plain text.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentException">The status takes no body, or the type cannot stand in a header.</exception>
    public static LocalFault Status(int status, string body = "", string contentType = Plain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, StatusCodes.Status200OK);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(contentType);
        if (status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified && body.Length > 0)
        {
            throw new ArgumentException($"An answer {status} has no body.", nameof(body));
        }

        if (contentType.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0)
        {
            throw new ArgumentException("The content type must be printable ASCII.", nameof(contentType));
        }

        return new LocalFault { Kind = FaultKind.Status, StatusCode = status, Body = body, ContentType = contentType };
    }

    /// <summary>The call is not carried out, and answered 200 with what claims to be JSON and breaks off.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault Garbage() =>
        Status(StatusCodes.Status200OK, """{"meta":{"requestId":"req_""", "application/json");
}
