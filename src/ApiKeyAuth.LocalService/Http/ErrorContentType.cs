using Microsoft.Extensions.Primitives;

namespace ApiKeyAuth.LocalService.Http;

internal static class ErrorContentType
{
    public const string Json = "application/json";
    public const string Problem = "application/problem+json";

    private static readonly string[] AskForProblem = [Problem, "application/*", "*/*"];

    /// <summary>The service ignores quality values.</summary>
    public static string For(StringValues accept)
    {
        foreach (var line in accept)
        {
            foreach (var range in (line ?? string.Empty).Split(','))
            {
                if (AskForProblem.Contains(MediaType(range), StringComparer.OrdinalIgnoreCase))
                {
                    return Problem;
                }
            }
        }

        return Json;
    }

    public static bool IsJson(string? contentType) =>
        contentType is not null && string.Equals(MediaType(contentType), Json, StringComparison.OrdinalIgnoreCase);

    private static string MediaType(string value) => value.Split(';', 2)[0].Trim();
}
