namespace ApiKeyAuth.LocalService.Storage;

/// <summary>Changes that are stored together, and the state after the last of them.</summary>
internal sealed class Batch
{
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The rows to store. A row that changed several times is stored once, in its last form.</summary>
    public HashSet<RowId> Rows { get; } = [];

    public required State State { get; set; }

    public Task Stored => _stored.Task;

    public void Succeed() => _stored.SetResult();

    public void Fail(Exception reason) => _stored.SetException(reason);
}
