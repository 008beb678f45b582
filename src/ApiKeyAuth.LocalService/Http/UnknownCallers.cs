namespace ApiKeyAuth.LocalService.Http;

/// <summary>
/// What callers without a known root key may hold in memory at once, in bytes of their bodies. The schema of a body is checked before the
/// root key, so all of it has to be read; without a bound anybody who reaches the port could fill the memory.
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

    /// <summary>The part of one request, until it is answered.</summary>
    public sealed class Share(UnknownCallers all) : IDisposable
    {
        private long _bytes;

        /// <summary>Whether there was no room for the body.</summary>
        public bool IsRefused { get; private set; }

        public bool TryGrowTo(long bytes)
        {
            if (bytes > _bytes && !all.TryHold(bytes - _bytes))
            {
                IsRefused = true;
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
