using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ApiKeyAuth.Client.Tests;

/// <summary>Keeps every text of every trace and metric in the process.</summary>
internal sealed class CapturedTelemetry : IDisposable
{
    private readonly ActivityListener _traces;
    private readonly MeterListener _metrics;
    private readonly ConcurrentQueue<string> _texts = [];

    public CapturedTelemetry()
    {
        _traces = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                Keep(activity.DisplayName);
                Keep(activity.StatusDescription);
                Keep(activity.TagObjects);
                Keep(activity.Baggage.Select(item => KeyValuePair.Create(item.Key, (object?)item.Value)));
                foreach (var happened in activity.Events)
                {
                    Keep(happened.Name);
                    Keep(happened.Tags);
                }
            },
        };
        ActivitySource.AddActivityListener(_traces);
        _metrics = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        _metrics.SetMeasurementEventCallback<int>((_, _, tags, _) => Keep(tags.ToArray()));
        _metrics.SetMeasurementEventCallback<long>((_, _, tags, _) => Keep(tags.ToArray()));
        _metrics.SetMeasurementEventCallback<double>((_, _, tags, _) => Keep(tags.ToArray()));
        _metrics.Start();
    }

    public IReadOnlyCollection<string> Texts => [.. _texts];

    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
    }

    private void Keep(IEnumerable<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            Keep(name);
            Keep($"{value}");
        }
    }

    private void Keep(string? text)
    {
        if (text is not null)
        {
            _texts.Enqueue(text);
        }
    }
}
