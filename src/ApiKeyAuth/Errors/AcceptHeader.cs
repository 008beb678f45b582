using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ApiKeyAuth;

internal static class AcceptHeader
{
    private const string Html = "text/html";

    /// <summary>Whether the caller, a browser most likely, wants HTML rather than JSON.</summary>
    public static bool PrefersHtml(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return QualityOf(accepted, type => type.MediaType.Equals(Html, StringComparison.OrdinalIgnoreCase))
            > QualityOf(accepted, type => IsJson(type.SubType) || IsJson(type.Suffix));
    }

    private static double QualityOf(IEnumerable<MediaTypeHeaderValue> accepted, Func<MediaTypeHeaderValue, bool> which) =>
        accepted.Where(which).Select(type => type.Quality ?? 1).DefaultIfEmpty().Max();

    private static bool IsJson(StringSegment name) => name.Equals("json", StringComparison.OrdinalIgnoreCase);
}
