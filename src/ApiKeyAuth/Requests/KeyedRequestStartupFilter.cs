using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ApiKeyAuth;

/// <summary>
/// Keeps the response caching middleware, wherever the app puts it, from requests with a key outside the <c>Authorization</c> header. What
/// it looks up and stores it decides by the request's <c>Cache-Control</c> alone, and before a key is looked for.
/// </summary>
internal sealed class KeyedRequestStartupFilter(KeyedRequests requests) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, pipeline) =>
        {
            // The endpoint is not known yet, so that a key in the query may be one.
            if (IsCacheable(context.Request) && requests.Find(context, allowsQuery: true) != KeyPresence.None)
            {
                context.Request.Headers.Append(HeaderNames.CacheControl, "no-cache, no-store");

                // The first to ask for it is the last to run: what others write to headers that they took hold of before comes earlier.
                context.Response.OnStarting(Renew, context);
            }

            return pipeline(context);
        });
        next(app);
    };

    /// <summary>From other requests the middleware keeps away by itself.</summary>
    private static bool IsCacheable(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static Task Renew(object state)
    {
        var context = (HttpContext)state;
        if (ApiKeyVerificationFeature.Find(context) is { } request)
        {
            KeyedResponse.Guard(context, request);
        }

        return Task.CompletedTask;
    }
}
