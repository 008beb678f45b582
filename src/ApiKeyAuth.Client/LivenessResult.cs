namespace ApiKeyAuth.Client;

/// <summary>What a living service says.</summary>
public sealed class LivenessResult
{
    /// <summary>Any text: that there is an answer is what counts.</summary>
    public string? Message { get; init; }
}
