using ApiKeyAuth.LocalService.Endpoints;

namespace ApiKeyAuth.LocalService;

/// <summary>The faults that a <see cref="LocalKeyService"/> applies to the next calls.</summary>
public sealed class LocalFaults
{
    private readonly Lock _gate = new();
    private volatile List<Pending> _pending = [];

    internal LocalFaults()
    {
    }

    /// <summary>
    /// Adds a fault, which applies from the next call on. If several faults match a call, the one that was added first applies.
    /// </summary>
    /// <param name="fault">The fault, and the calls to which it applies.</param>
    /// <exception cref="ArgumentException">
    /// The endpoint does not exist, the number of calls is below 1, or the probability is not 0 to 1.
    /// </exception>
    public void Add(LocalFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Calls, 1, "fault.Calls");
        if (fault.Probability is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fault), "The probability must be 0 to 1.");
        }

        if (fault.Endpoint is { } endpoint)
        {
            EndpointTable.RequireName(endpoint, nameof(fault));
        }

        lock (_gate)
        {
            _pending = [.. _pending, new Pending(fault)];
        }
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _pending = [];
        }
    }

    /// <summary>Returns the fault that applies to a call, or null.</summary>
    internal LocalFault? Next(string endpoint)
    {
        if (_pending.Count == 0)
        {
            return null;
        }

        lock (_gate)
        {
            var fault = _pending
                .Where(pending => pending.Fits(endpoint))
                .Select(pending => pending.Take())
                .FirstOrDefault(taken => taken is not null);
            _pending = _pending.FindAll(pending => !pending.IsOver);
            return fault;
        }
    }

    private sealed class Pending(LocalFault fault)
    {
        private readonly Random _choice = new(fault.Seed);
        private int _left = fault.Calls;

        public bool IsOver => _left == 0;

        public bool Fits(string endpoint) => fault.Endpoint is null || fault.Endpoint == endpoint;

        public LocalFault? Take()
        {
            _left--;
            return _choice.NextDouble() < fault.Probability ? fault : null;
        }
    }
}
