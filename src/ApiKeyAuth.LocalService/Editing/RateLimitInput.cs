using System.Collections.Immutable;
using System.Text.Json;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Editing;

internal static class RateLimitInput
{
    /// <summary>
    /// Reads the limits of a request. Of a repeated name the last one is used. A limit whose name existed before keeps its id.
    /// </summary>
    public static ImmutableArray<RateLimit> Read(JsonElement? input, ImmutableArray<RateLimit> before)
    {
        var limits = new Dictionary<string, RateLimit>(StringComparer.Ordinal);
        foreach (var item in input?.EnumerateArray() ?? default)
        {
            var name = item.Text("name");
            var id = before.FirstOrDefault(limit => limit.Name == name)?.Id ?? Identifier.New("rl");
            limits[name] = new RateLimit(id, name, item.Integer("limit"), item.Integer("duration"), item.Flag("autoApply"));
        }

        return [.. limits.Values];
    }
}
