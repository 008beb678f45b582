namespace ApiKeyAuth.LocalService.Http;

/// <summary>
/// Limits the total bytes of the bodies of callers without a known root key that are in memory at once. The schema of a body is checked
/// before the root key, so the whole body must be read; without a limit any client could exhaust the memory.
/// </summary>
internal sealed class UnknownCallers(long mostBytes)
{
    private long _held;

    public Share Begin() => new(this);

    private bool TryHold(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= mostBytes)
        {
            return true;
        }

        Interlocked.Add(ref _held, -bytes);
        return false;
    }

    /// <summary>The bytes of one request, until it completes.</summary>
    public sealed class Share(UnknownCallers all) : IDisposable
    {
        private long _bytes;

        /// <summary>Whether the body exceeded the limit.</summary>
        public bool IsRejected { get; private set; }

        public bool TryGrowTo(long bytes)
        {
            if (bytes > _bytes && !all.TryHold(bytes - _bytes))
            {
                IsRejected = true;
                return false;
            }

            _bytes = Math.Max(_bytes, bytes);
            return true;
        }

        public void Dispose()
        {
            Interlocked.Add(ref all._held, -_bytes);
            _bytes = 0;
        }
    }
}
