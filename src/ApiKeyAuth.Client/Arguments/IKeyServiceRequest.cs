namespace ApiKeyAuth.Client;

/// <summary>The body of a call.</summary>
internal interface IKeyServiceRequest
{
    /// <summary>The variant of the row of <see cref="KeyServiceOperations"/> that applies to the body. Null: the row without a variant.</summary>
    string? Variant => null;

    /// <summary>Whether it is no verification of a key that was not accepted before: see <see cref="VerificationLimiter"/>.</summary>
    bool IsOfAcceptedKey => true;

    /// <summary>Rejects what the service would take for something else than was meant, or what could not be read back.</summary>
    /// <exception cref="ArgumentException">A rule is broken; the message has the path and the rule, never the value.</exception>
    void Validate();
}
