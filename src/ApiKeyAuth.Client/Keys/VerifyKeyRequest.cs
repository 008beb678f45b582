namespace ApiKeyAuth.Client;

/// <summary>What <c>keys.verifyKey</c> is asked. Its text never appears in <see cref="object.ToString"/>: it holds a secret.</summary>
public sealed class VerifyKeyRequest
{
    /// <summary>The whole key, 1 to 512 characters.</summary>
    public required string Key { get; init; }

    /// <summary>The permission query that the key must satisfy, 1 to 1000 characters (<see cref="PermissionQuery"/>). Default: none.</summary>
    public string? Permissions { get; init; }

    /// <summary>What the verification costs in credits. Default: 1.</summary>
    public VerifyKeyCredits? Credits { get; init; }

    /// <summary>Rate limits to count this verification on, beside those that the key applies by itself. Default: none.</summary>
    public IReadOnlyList<VerifyKeyRatelimit>? Ratelimits { get; init; }

    /// <summary>Labels for the service's analytics, at most 20 of 1 to 512 characters each. Default: none.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>The credits that a verification spends.</summary>
public sealed class VerifyKeyCredits
{
    /// <summary>Credits to spend, 0 to 1,000,000,000,000. With 0 nothing is spent and an empty balance refuses nobody.</summary>
    public required long Cost { get; init; }
}

/// <summary>A rate limit that a verification names.</summary>
public sealed class VerifyKeyRatelimit
{
    /// <summary>The name of the limit, 3 to 255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Tokens to take, 0 or more. Default: 1.</summary>
    public long? Cost { get; init; }

    /// <summary>Tokens in a window, 1 or more. Only together with <see cref="Duration"/>; without them the key must carry the limit.</summary>
    public long? Limit { get; init; }

    /// <summary>The length of the window, 1 s or more, sent in milliseconds. Only together with <see cref="Limit"/>.</summary>
    public TimeSpan? Duration { get; init; }
}
