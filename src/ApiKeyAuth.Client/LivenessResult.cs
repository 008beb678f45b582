namespace ApiKeyAuth.Client;

/// <summary>The response of a live service.</summary>
public sealed class LivenessResult
{
    /// <summary>Gets a text without a fixed meaning.</summary>
    public string? Message { get; init; }
}
