namespace ApiKeyAuth.Client;

/// <summary>The body of a call.</summary>
internal interface IKeyServiceRequest
{
    /// <summary>What repeating the call does, where that depends on the body; null where the endpoint alone decides.</summary>
    RetryClass? RetryClass => null;

    /// <summary>Whether it is no verification of a key that was not accepted before: see <see cref="VerificationLimiter"/>.</summary>
    bool IsOfAcceptedKey => true;

    /// <summary>Refuses what the service would refuse for its form, or would take for something else than was meant.</summary>
    /// <exception cref="ArgumentException">A rule is broken; the message has the path and the rule, never the value.</exception>
    void Validate();
}
