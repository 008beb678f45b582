using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace ApiKeyAuth;

/// <summary>
/// Turns the failure of a management call into a response. What the key service finds wrong with a value is the caller's to correct; what is
/// wrong between this app and the key service is logged, and the caller learns only that the service is unavailable.
/// </summary>
internal sealed class KeyServiceExceptionHandler(ILogger<KeyServiceExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (ProblemOf(exception) is not { } problem)
        {
            return false;
        }

        var response = httpContext.Response;
        response.StatusCode = problem.Status!.Value;
        response.Headers.CacheControl = "no-store";
        if (exception is KeyServiceException failure)
        {
            Report(failure, problem);
            if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            {
                var seconds = Math.Max(1, Math.Ceiling(RetryAfter(failure).TotalSeconds));
                response.Headers.RetryAfter = seconds.ToString("F0", CultureInfo.InvariantCulture);
            }
        }

        var service = httpContext.RequestServices.GetService<IProblemDetailsService>();
        if (service is null || !await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem }))
        {
            await response.WriteAsJsonAsync(problem, ErrorProblemJsonContext.Default.ProblemDetails, "application/problem+json", cancellationToken);
        }

        return true;
    }

    private static ProblemDetails? ProblemOf(Exception exception) => exception switch
    {
        ArgumentException argument when InvalidRequest.Is(argument) => Problem(
            StatusCodes.Status400BadRequest, ApiKeyProblemCodes.KeyServiceBadRequest, "The request is not valid.", argument.Message, null),
        KeyServiceException failure => ProblemOf(failure),
        _ => null,
    };

    private static ProblemDetails ProblemOf(KeyServiceException failure)
    {
        var problem = StatusOf(failure) switch
        {
            StatusCodes.Status400BadRequest => Problem(
                StatusCodes.Status400BadRequest, ApiKeyProblemCodes.KeyServiceBadRequest, "The request is not valid.", failure.Detail, failure),
            StatusCodes.Status404NotFound => Problem(
                StatusCodes.Status404NotFound, ApiKeyProblemCodes.KeyServiceNotFound, "The resource does not exist.", failure.Detail, failure),
            StatusCodes.Status409Conflict => Problem(
                StatusCodes.Status409Conflict, ApiKeyProblemCodes.KeyServiceConflict, "The resource exists.", failure.Detail, failure),
            StatusCodes.Status412PreconditionFailed => Problem(
                StatusCodes.Status412PreconditionFailed, ApiKeyProblemCodes.KeyServicePreconditionFailed,
                "The state of the resource does not permit this.", failure.Detail, failure),
            StatusCodes.Status502BadGateway => Problem(
                StatusCodes.Status502BadGateway, ApiKeyProblemCodes.KeyServiceBadGateway, "The key service returned an unusable response.", null, failure),
            _ => Problem(
                StatusCodes.Status503ServiceUnavailable, ApiKeyProblemCodes.KeyServiceUnavailable, "The key service is unavailable.", null, failure),
        };
        if (failure.IsOutcomeUnknown)
        {
            // Source-generated JSON of apps knows this type, and perhaps no other.
            problem.Extensions["outcomeUnknown"] = JsonElement.Parse("true");
        }

        if (problem.Status == StatusCodes.Status400BadRequest && failure.Errors.Count > 0)
        {
            var errors = failure.Errors.GroupBy(error => error.Location ?? "", StringComparer.Ordinal)
                .ToDictionary(errors => errors.Key, errors => errors.Select(error => error.Message ?? "").ToArray());
            problem.Extensions["errors"] = JsonSerializer.SerializeToElement(errors, ErrorProblemJsonContext.Default.DictionaryStringStringArray);
        }

        return problem;
    }

    private static int StatusOf(KeyServiceException failure) => failure switch
    {
        { HasResponse: false } => failure.InnerException is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse,
        }
            ? StatusCodes.Status502BadGateway
            : StatusCodes.Status503ServiceUnavailable,
        _ when VerificationResponseMapper.IsRootKeyRejected(failure) => StatusCodes.Status503ServiceUnavailable,
        { StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } =>
            StatusCodes.Status503ServiceUnavailable,

        // Without the envelope of the key service, a proxy or another server responded.
        { ErrorCode: null } => StatusCodes.Status502BadGateway,
        { StatusCode: HttpStatusCode.NotFound or HttpStatusCode.Gone } => StatusCodes.Status404NotFound,
        { StatusCode: HttpStatusCode.Conflict } => StatusCodes.Status409Conflict,
        { StatusCode: HttpStatusCode.PreconditionFailed } => StatusCodes.Status412PreconditionFailed,
        { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity } =>
            StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status502BadGateway,
    };

    private static ProblemDetails Problem(int status, string code, string title, string? detail, KeyServiceException? failure)
    {
        var problem = new ProblemDetails
        {
            Type = ApiKeyProblemTypes.Prefix + code,
            Title = title,
            Status = status,
            Detail = string.IsNullOrEmpty(detail) ? null : detail,
        };
        problem.Extensions["code"] = code;
        if (status < StatusCodes.Status500InternalServerError && failure?.ErrorCode is { } errorCode)
        {
            problem.Extensions["errorCode"] = errorCode;
        }

        if (failure?.RequestId is { } requestId)
        {
            problem.Extensions["requestId"] = requestId;
        }

        return problem;
    }

    private static TimeSpan RetryAfter(KeyServiceException failure) => failure switch
    {
        { InnerException: BrokenCircuitException { RetryAfter: { } rest } } => rest,
        { HasResponse: true, Headers.RetryAfter: { } told } => told.Delta ?? (told.Date - TimeProvider.System.GetUtcNow()) ?? SoonWithJitter(),
        _ => SoonWithJitter(),
    };

    /// <summary>1 to 3 s: callers that fail together must not return together.</summary>
    private static TimeSpan SoonWithJitter() => TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(1, 4));

    private void Report(KeyServiceException failure, ProblemDetails problem)
    {
        if (problem.Status < StatusCodes.Status500InternalServerError)
        {
            logger.ManagementCallRejected((int)failure.StatusCode, failure.ErrorCode, failure.RequestId);
        }
        else if (failure.HasResponse && VerificationResponseMapper.IsRootKeyRejected(failure))
        {
            logger.ManagementRootKeyRejected((int)failure.StatusCode, failure.ErrorCode, failure.RequestId);
        }
        else
        {
            logger.ManagementCallFailed(failure.InnerException?.Message ?? failure.Message, problem.Status!.Value, failure.RequestId);
        }
    }
}
