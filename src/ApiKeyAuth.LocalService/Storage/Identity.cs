using System.Collections.Immutable;
using System.Text.Json;

namespace ApiKeyAuth.LocalService.Storage;

internal sealed record Identity(string Id, string ExternalId) : IRow
{
    public JsonElement? Meta { get; init; }

    public bool IsDeleted { get; init; }

    public ImmutableArray<RateLimit> RateLimits { get; init; } = [];
}
