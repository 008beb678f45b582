using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ApiKeyAuth;

/// <summary>Keeps answers to keys outside the <c>Authorization</c> header out of shared caches, which only know that header.</summary>
internal static class KeyedResponse
{
    // At the last moment: what the endpoint or an error handler says of caching must not undo it.
    public static void Protect(HttpResponse response, KeySource source)
    {
        if (source != KeySource.Authorization && !response.HasStarted)
        {
            response.OnStarting(source == KeySource.Query ? ForbidStoring : ForbidSharing, response);
        }
    }

    private static Task ForbidStoring(object state)
    {
        ((HttpResponse)state).Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private static Task ForbidSharing(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        if (!CacheControlHeaderValue.TryParse(headers.CacheControl.ToString(), out var cacheControl))
        {
            headers.CacheControl = "private";
        }
        else if (!cacheControl.NoStore)
        {
            (cacheControl.Private, cacheControl.Public, cacheControl.SharedMaxAge) = (true, false, null);
            headers.CacheControl = cacheControl.ToString();
        }

        return Task.CompletedTask;
    }
}
