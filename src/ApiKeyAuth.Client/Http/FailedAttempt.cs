using System.Net;
using Polly.CircuitBreaker;
using Polly.RateLimiting;

namespace ApiKeyAuth.Client;

/// <summary>Determines whether the service may have carried out a failed attempt.</summary>
internal static class FailedAttempt
{
    /// <summary>Only these arise before a request exists: after any other failure the service may have charged.</summary>
    public static bool NeverLeft(Exception? exception) =>
        exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };

    public static bool IsOutcomeUnknown(Exception exception) => !NeverLeft(exception) && exception is not (BrokenCircuitException or RateLimiterRejectedException);

    /// <summary>The service returns other errors before it carries out the operation.</summary>
    public static bool IsOutcomeUnknown(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or (HttpStatusCode)499 or >= HttpStatusCode.InternalServerError;
}
