namespace ApiKeyAuth.Client;

/// <summary>The credits that a verification charges.</summary>
public sealed class VerifyKeyCredits
{
    /// <summary>Gets or sets the credits to charge, 0 to 1,000,000,000,000. With 0 nothing is charged and an empty balance rejects no key.</summary>
    public required long Cost { get; init; }
}
