using ApiKeyAuth.LocalService.Endpoints;

namespace ApiKeyAuth.LocalService;

/// <summary>What goes wrong with the next calls of a <see cref="LocalKeyService"/>.</summary>
public sealed class LocalFaults
{
    private readonly Lock _gate = new();
    private volatile List<Pending> _pending = [];

    internal LocalFaults()
    {
    }

    /// <summary>Lets something go wrong from the next call on. Of several faults that fit a call the one added first befalls it.</summary>
    /// <param name="fault">What, and with which calls.</param>
    /// <exception cref="ArgumentException">It would befall no call: there is no such endpoint, no call, or no such likelihood.</exception>
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

    /// <summary>Lets nothing go wrong any more.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _pending = [];
        }
    }

    /// <summary>The fault that befalls a call, if any.</summary>
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
