using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

internal static class AcceptHeader
{
    private const string Html = "text/html";

    /// <summary>Whether the caller, a browser most likely, wants HTML rather than JSON.</summary>
    public static bool PrefersHtml(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var html = accepted.Where(type => type.MediaType == Html).Max(type => (double?)(type.Quality ?? 1));
        var json = accepted.Where(type => type.SubType == "json" || type.Suffix == "json").Max(type => (double?)(type.Quality ?? 1));
        return html > (json ?? 0);
    }
}
