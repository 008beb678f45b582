namespace ApiKeyAuth.LocalService;

/// <summary>Specifies how often the credits of a key are refilled.</summary>
public enum RefillInterval
{
    /// <summary>Every day, at midnight UTC.</summary>
    Daily,

    /// <summary>On one day of every month, at midnight UTC. In a shorter month, on its last day.</summary>
    Monthly,
}
