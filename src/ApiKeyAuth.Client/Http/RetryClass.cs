namespace ApiKeyAuth.Client;

/// <summary>The effect of repeating a call that may have been carried out.</summary>
internal enum RetryClass
{
    /// <summary>Nothing: the call changes no state.</summary>
    Safe,

    /// <summary>Nothing more: the state converges.</summary>
    Idempotent,

    /// <summary>The effect happens once, and the status of the repetition shows that it was carried out.</summary>
    StatusShift,

    /// <summary>The effect happens again (another key, another charge), or the response to the repetition cannot be distinguished from a first one.</summary>
    Unsafe,
}
