namespace ApiKeyAuth.Client;

/// <summary>What repeating a call does that may have been carried out already.</summary>
internal enum RetryClass
{
    /// <summary>Nothing: the call changes no state.</summary>
    Safe,

    /// <summary>Nothing more: the state converges.</summary>
    Idempotent,

    /// <summary>The effect happens once, and the repetition answers that it is already so.</summary>
    StatusShift,

    /// <summary>It happens again: another key, another charge.</summary>
    Unsafe,
}
