using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ApiKeyAuth;

/// <summary>
/// Keeps rejections, and responses to keys outside the <c>Authorization</c> header, out of shared caches: those know only that header.
/// Caches inside the app decide before <see cref="HttpResponse.OnStarting(Func{Task})"/>, so <c>Cache-Control</c> is narrowed whenever it
/// is written.
/// </summary>
internal static class KeyedResponse
{
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues Private = "private";

    /// <summary>Narrows what the response says of caching from now on, for a key that was found in this place.</summary>
    public static void Protect(HttpContext context, KeySource source)
    {
        if (source == KeySource.Authorization)
        {
            return;
        }

        var request = ApiKeyVerificationFeature.Of(context);
        request.Source = source > request.Source ? source : request.Source;
        Guard(context, request);
    }

    /// <summary>Narrows what the response says of caching from now on, where <paramref name="request"/> demands it.</summary>
    public static void Guard(HttpContext context, ApiKeyVerificationFeature request)
    {
        if (context.Response.HasStarted)
        {
            return;
        }

        if (context.Features.Get<IHttpResponseFeature>() is { } response and not GuardedResponse)
        {
            context.Features.Set<IHttpResponseFeature>(new GuardedResponse(response, request));
        }

        // Through the guard.
        context.Response.Headers.CacheControl = context.Response.Headers.CacheControl;
    }

    /// <summary>Returns what a response may say of caching.</summary>
    public static StringValues Narrow(StringValues cacheControl, IHttpResponseFeature response, ApiKeyVerificationFeature request)
    {
        if (IsRejection(response, request))
        {
            return NoStore;
        }

        return request.Source switch
        {
            KeySource.Authorization => cacheControl,
            KeySource.Query => NoStore,
            _ => WithoutSharing(cacheControl),
        };
    }

    /// <summary>What an app answers by itself after a challenge of its own is no rejection.</summary>
    private static bool IsRejection(IHttpResponseFeature response, ApiKeyVerificationFeature request) =>
        request.ErrorResponse is not null
        && (response.StatusCode >= StatusCodes.Status400BadRequest || response.Headers.ContainsKey(GrpcErrorResponse.StatusHeader));

    private static StringValues WithoutSharing(StringValues value)
    {
        if (!CacheControlHeaderValue.TryParse(value.ToString(), out var cacheControl))
        {
            return Private;
        }

        if (!cacheControl.NoStore)
        {
            (cacheControl.Private, cacheControl.Public, cacheControl.SharedMaxAge) = (true, false, null);
        }

        return cacheControl.ToString();
    }
}
