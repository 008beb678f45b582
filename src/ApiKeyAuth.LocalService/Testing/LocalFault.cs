using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService;

/// <summary>
/// Describes a fault of calls, for example <c>LocalFault.Status(503) with { Endpoint = "keys.verifyKey", Calls = 3 }</c>. Pass it to
/// <see cref="LocalFaults.Add"/>.
/// </summary>
public sealed record LocalFault
{
    private const string Plain = "text/plain; charset=utf-8";

    private LocalFault()
    {
    }

    /// <summary>
    /// Gets or sets the endpoint whose calls fail, such as <c>keys.verifyKey</c> or <c>liveness</c>. The default is null: all endpoints.
    /// </summary>
    public string? Endpoint { get; init; }

    /// <summary>
    /// Gets or sets the number of calls for which the fault is active, 1 or more. Calls that <see cref="Probability"/> spares count, too.
    /// The default is 1.
    /// </summary>
    public int Calls { get; init; } = 1;

    /// <summary>Gets or sets the probability, 0 to 1, with which the fault applies to each of these calls. The default is 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Gets or sets the seed of the random choice of calls. The same seed chooses the same calls. The default is 0.</summary>
    public int Seed { get; init; }

    internal FaultKind Kind { get; private init; }

    internal TimeSpan Wait { get; private init; }

    internal int StatusCode { get; private init; }

    internal string Body { get; private init; } = string.Empty;

    internal string ContentType { get; private init; } = Plain;

    /// <summary>
    /// Returns a fault that delays the call, by the clock of the service. After the delay the call is processed as usual.
    /// </summary>
    /// <param name="wait">The delay, from zero to one day.</param>
    /// <returns>The fault.</returns>
    public static LocalFault Delay(TimeSpan wait)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wait, TimeSpan.FromDays(1));
        return new LocalFault { Kind = FaultKind.Delay, Wait = wait };
    }

    /// <summary>Returns a fault that closes the connection before the call is read. The call is not executed.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault Refuse() => new() { Kind = FaultKind.Refuse };

    /// <summary>Returns a fault that executes the call and then closes the connection without a response.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault Reset() => new() { Kind = FaultKind.Reset };

    /// <summary>Returns a fault that responds with a status and does not execute the call, as a failing proxy does.</summary>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="body">The body. The default is empty.</param>
    /// <param name="contentType">The content type of the body. The default is plain text.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentException">The status allows no body, or the content type is not printable ASCII.</exception>
    public static LocalFault Status(int status, string body = "", string contentType = Plain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, StatusCodes.Status200OK);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(contentType);
        if (status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified && body.Length > 0)
        {
            throw new ArgumentException($"A response with status {status} has no body.", nameof(body));
        }

        if (contentType.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0)
        {
            throw new ArgumentException("The content type must be printable ASCII.", nameof(contentType));
        }

        return new LocalFault { Kind = FaultKind.Status, StatusCode = status, Body = body, ContentType = contentType };
    }

    /// <summary>Returns a fault that responds with status 200 and truncated JSON, and does not execute the call.</summary>
    /// <returns>The fault.</returns>
    public static LocalFault Garbage() =>
        Status(StatusCodes.Status200OK, """{"meta":{"requestId":"req_""", "application/json");
}
