namespace ApiKeyAuth.Client;

/// <summary>The credits that a verification spends.</summary>
public sealed class VerifyKeyCredits
{
    /// <summary>Credits to spend, 0 to 1,000,000,000,000. With 0 nothing is spent and an empty balance refuses nobody.</summary>
    public required long Cost { get; init; }
}
