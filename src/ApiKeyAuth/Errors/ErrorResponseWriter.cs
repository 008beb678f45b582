using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace ApiKeyAuth;

/// <summary>
/// Challenge and forbid only announce: status and headers. The body is written once, behind all schemes, because others throw where a
/// response has begun.
/// </summary>
internal static class ErrorResponseWriter
{
    public static void WriteHeaders(HttpContext context, ErrorResponse error, string scheme, ApiKeyOptions options, TimeProvider time)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            return;
        }

        error = options.IncludeErrorDetails ? error : WithoutDetails(error);
        var request = ApiKeyVerificationFeature.Of(context);
        var isMostTelling = request.Refuse(error);
        ApplyStatus(context);
        KeyedResponse.Guard(context, request);
        if (HasBody(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { Enabled: true } page)
        {
            request.Page = page;
            request.SuppressPage(response.StatusCode);
        }

        if (error.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
        {
            response.Headers.Append(
                HeaderNames.WWWAuthenticate, Challenge.Format(scheme, options.Realm, error.Error, error.Reason, error.Scope));
        }

        if (isMostTelling && (error.RetryAfter ?? (error.Reset - time.GetUtcNow())) is { } wait)
        {
            var seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString("F0", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>
    /// A key that does not exist is rejected from the cache the second time, without a request id of the service. Keys that are rejected for
    /// other reasons must look the same, so none of them carries one.
    /// </summary>
    private static ErrorResponse WithoutDetails(ErrorResponse error) => error.Status == StatusCodes.Status401Unauthorized
        ? error with { Reason = null, RequestId = null }
        : error with { Reason = null };

    /// <summary>Puts the most telling refusal in the place of what another scheme made of the answer, perhaps a redirect to sign in.</summary>
    public static void ApplyStatus(HttpContext context)
    {
        var response = context.Response;
        if (ApiKeyVerificationFeature.Find(context)?.ErrorResponse is { } error
            && !response.HasStarted && ErrorResponseMapper.Precedence(response.StatusCode) <= ErrorResponseMapper.Precedence(error.Status))
        {
            response.StatusCode = error.Status;
            response.Headers.Location = default;
        }
    }

    /// <summary>Writes the problem, unless somebody wrote a body already or answers otherwise.</summary>
    public static async Task WriteBodyAsync(HttpContext context)
    {
        var response = context.Response;
        if (ApiKeyVerificationFeature.Find(context) is not { ErrorResponse: { } error } request || response.HasStarted || response.ContentType is not null
            || response.StatusCode != error.Status)
        {
            return;
        }

        var aborted = context.RequestAborted;
        if (aborted.IsCancellationRequested)
        {
            // Perhaps only a time limit of the app has passed, and the caller is still there.
            context.RequestAborted = CancellationToken.None;
        }

        try
        {
            await WriteBodyAsync(context, request.IsRefusedByOthers ? error.BesideOthers() : error);
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    }

    private static bool HasBody(HttpRequest request) => !HttpMethods.IsHead(request.Method) && !AcceptHeader.PrefersHtml(request);

    private static async Task WriteBodyAsync(HttpContext context, ErrorResponse error)
    {
        var response = context.Response;
        if (GrpcErrorResponse.TryWrite(response, error))
        {
            return;
        }

        if (!HasBody(context.Request))
        {
            return;
        }

        var problem = ErrorProblem.Of(error);
        var service = context.RequestServices.GetService<IProblemDetailsService>();
        if (service is null || !await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem }))
        {
            await response.WriteAsJsonAsync(problem, ErrorProblemJsonContext.Default.ProblemDetails, "application/problem+json");
        }
    }
}
