namespace ApiKeyAuth.LocalService;

/// <summary>How often the credits of a key are refilled.</summary>
public enum RefillInterval
{
    /// <summary>Every day, at midnight UTC.</summary>
    Daily,

    /// <summary>On one day of every month, at midnight UTC; on the last day of a month that is shorter.</summary>
    Monthly,
}
