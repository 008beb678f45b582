using System.Text.Json;

namespace ApiKeyAuth.Client;

/// <summary>What a new key shall carry.</summary>
public sealed class CreateKeyRequest
{
    /// <summary>The API that the key belongs to.</summary>
    public required string ApiId { get; init; }

    /// <summary>What the key's text begins with, 1 to 16 letters, digits and underscores. Default: the API's, else nothing.</summary>
    public string? Prefix { get; init; }

    /// <summary>A name for people, 1 to 255 characters. Default: none.</summary>
    public string? Name { get; init; }

    /// <summary>Random bytes in the key, 16 to 255. Default: the API's, else 16.</summary>
    public int? ByteLength { get; init; }

    /// <summary>The app's id of whom the key belongs to, 1 to 255 letters, digits, <c>_</c>, <c>.</c> and <c>-</c>. Default: nobody.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Metadata, a JSON object with at most 100 members. Default: none.</summary>
    public JsonElement? Meta { get; init; }

    /// <summary>The names of existing roles, at most 100. Default: none.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Permission slugs, at most 1000; those that do not exist are created. Default: none.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>When the key expires. Default: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>How often the key may be used. Default: without limit.</summary>
    public Credits? Credits { get; init; }

    /// <summary>Rate limits of the key, at most 50. Default: none.</summary>
    public IReadOnlyList<RatelimitInput>? Ratelimits { get; init; }

    /// <summary>Whether the key can be used. Default: true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Whether the service keeps the key's text, encrypted, to show it again. Default: false.</summary>
    public bool? Recoverable { get; init; }
}

/// <summary>A rate limit that a key or an identity shall have.</summary>
public sealed class RatelimitInput
{
    /// <summary>The name of the limit, 3 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Tokens in a window, 1 or more.</summary>
    public required long Limit { get; init; }

    /// <summary>The length of the window, 1 s or more, sent in milliseconds.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether every verification takes a token of it without naming it. Default: false.</summary>
    public bool AutoApply { get; init; }
}
