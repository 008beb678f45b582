namespace ApiKeyAuth.Client;

/// <summary>What repeating a call does that may have been carried out already.</summary>
internal enum RetryClass
{
    /// <summary>Nothing: the call changes no state.</summary>
    Safe,

    /// <summary>Nothing more: the state converges.</summary>
    Idempotent,

    /// <summary>The effect happens once, and the repetition answers by its status that it is already so.</summary>
    StatusShift,

    /// <summary>It happens again, another key, another charge, or the repetition answers what cannot be told from a first answer.</summary>
    Unsafe,
}
