using System.Globalization;
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
    public static void Announce(HttpContext context, Refusal refusal, string? realm, TimeProvider time)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            return;
        }

        ApiKeyRequest.Of(context).Refuse(refusal);
        if (Refusals.Rank(refusal.Status) >= Refusals.Rank(response.StatusCode))
        {
            response.StatusCode = refusal.Status;
        }

        if (refusal.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
        {
            response.Headers.Append(HeaderNames.WWWAuthenticate, BearerChallenge.Format(realm, refusal.Error, refusal.Scope));
        }

        if ((refusal.RetryAfter ?? (refusal.Reset - time.GetUtcNow())) is { } wait)
        {
            var seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString("F0", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Settles the status among all schemes and writes the problem, unless somebody wrote a body already.</summary>
    public static async Task CompleteAsync(HttpContext context)
    {
        var response = context.Response;
        if (context.Features.Get<ApiKeyRequest>()?.Refusal is not { } refusal || response.HasStarted || response.ContentType is not null)
        {
            return;
        }

        if (Refusals.Rank(response.StatusCode) > Refusals.Rank(refusal.Status))
        {
            return;
        }

        response.StatusCode = refusal.Status;
        response.Headers.Location = default;
        if (HttpMethods.IsHead(context.Request.Method) || AcceptHeader.PrefersHtml(context.Request))
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
