using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ApiKeyAuth.LocalService.Http;

internal static class RequestPath
{
    /// <summary>
    /// Returns the target of the redirect for a path with empty or dot segments, or null for any other path. The path is taken from the
    /// request line, because Kestrel has already resolved the dot segments in the parsed path.
    /// </summary>
    public static string? Redirect(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? string.Empty;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        if (!path.StartsWith('/') || IsClean(path))
        {
            return null;
        }

        return Clean(path) + (query < 0 ? string.Empty : target[query..]);
    }

    private static bool IsClean(string path) =>
        !path.Contains("//", StringComparison.Ordinal)
        && !path.Contains("/./", StringComparison.Ordinal)
        && !path.Contains("/../", StringComparison.Ordinal)
        && !path.EndsWith("/.", StringComparison.Ordinal)
        && !path.EndsWith("/..", StringComparison.Ordinal);

    private static string Clean(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                kept.RemoveRange(Math.Max(0, kept.Count - 1), Math.Min(1, kept.Count));
            }
            else if (segment != ".")
            {
                kept.Add(segment);
            }
        }

        var cleaned = "/" + string.Join('/', kept);
        return path.EndsWith('/') && kept.Count > 0 ? cleaned + "/" : cleaned;
    }
}
