namespace ApiKeyAuth.Client;

/// <summary>The outcome of a call's attempts so far. Passed with the request, through all attempts and into exceptions.</summary>
internal sealed class CallHistory
{
    private static readonly HttpRequestOptionsKey<CallHistory> Key = new("ApiKeyAuth.CallHistory");

    private readonly long _startedAt = TimeProvider.System.GetTimestamp();

    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_startedAt);

    /// <summary>Gets or sets a value that indicates whether an attempt may have been carried out although it failed.</summary>
    public bool AttemptLost { get; set; }

    public static CallHistory Begin(HttpRequestMessage request)
    {
        var history = new CallHistory();
        request.Options.Set(Key, history);
        return history;
    }

    public static CallHistory? Of(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Key, out var history) ? history : null;
}
