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
internal static class RefusalWriter
{
    public static void Announce(HttpContext context, Refusal refusal, string scheme, ApiKeyOptions options, TimeProvider time)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            return;
        }

        refusal = options.IncludeErrorDetails ? refusal : WithoutDetails(refusal);
        var request = ApiKeyRequest.Of(context);
        var isMostTelling = request.Refuse(refusal);
        Settle(context);
        KeyedResponse.Guard(context, request);
        if (HasBody(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { Enabled: true } page)
        {
            request.Page = page;
            request.SuppressPage(response.StatusCode);
        }

        if (refusal.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
        {
            response.Headers.Append(
                HeaderNames.WWWAuthenticate, Challenge.Format(scheme, options.Realm, refusal.Error, refusal.Reason, refusal.Scope));
        }

        if (isMostTelling && (refusal.RetryAfter ?? (refusal.Reset - time.GetUtcNow())) is { } wait)
        {
            var seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString("F0", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>
    /// A key that does not exist is rejected from the cache the second time, without a request id of the service. Keys that are rejected for
    /// other reasons must look the same, so none of them carries one.
    /// </summary>
    private static Refusal WithoutDetails(Refusal refusal) => refusal.Status == StatusCodes.Status401Unauthorized
        ? refusal with { Reason = null, RequestId = null }
        : refusal with { Reason = null };

    /// <summary>Puts the most telling refusal in the place of what another scheme made of the answer, perhaps a redirect to sign in.</summary>
    public static void Settle(HttpContext context)
    {
        var response = context.Response;
        if (ApiKeyRequest.Find(context)?.Refusal is { } refusal
            && !response.HasStarted && Refusals.Rank(response.StatusCode) <= Refusals.Rank(refusal.Status))
        {
            response.StatusCode = refusal.Status;
            response.Headers.Location = default;
        }
    }

    /// <summary>Writes the problem, unless somebody wrote a body already or answers otherwise.</summary>
    public static async Task CompleteAsync(HttpContext context)
    {
        var response = context.Response;
        if (ApiKeyRequest.Find(context) is not { Refusal: { } refusal } request || response.HasStarted || response.ContentType is not null
            || response.StatusCode != refusal.Status)
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
            await WriteBodyAsync(context, request.IsRefusedByOthers ? refusal.BesideOthers() : refusal);
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    }

    private static bool HasBody(HttpRequest request) => !HttpMethods.IsHead(request.Method) && !AcceptHeader.PrefersHtml(request);

    private static async Task WriteBodyAsync(HttpContext context, Refusal refusal)
    {
        var response = context.Response;
        if (GrpcRefusal.TryWrite(response, refusal))
        {
            return;
        }

        if (!HasBody(context.Request))
        {
            return;
        }

        var problem = RefusalProblem.Of(refusal);
        var service = context.RequestServices.GetService<IProblemDetailsService>();
        if (service is null || !await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem }))
        {
            await response.WriteAsJsonAsync(problem, RefusalJsonContext.Default.ProblemDetails, "application/problem+json");
        }
    }
}
