using Polly;
using Polly.Telemetry;

namespace ApiKeyAuth.Client;

/// <summary>
/// The pipeline of the current settings. New settings begin with a new one: calls to another address must not be rejected for the faults
/// of the old one.
/// </summary>
internal sealed class KeyServicePipelines(
    string name, KeyServicePurpose purpose, Func<KeyServiceConnection> connection, TelemetryOptions telemetry)
{
    private readonly Lock _building = new();
    private volatile Built? _built;

    public ResiliencePipeline<HttpResponseMessage> Current()
    {
        var settings = connection();
        if (_built is { } built && ReferenceEquals(built.Snapshot, settings.Snapshot))
        {
            return built.Pipeline;
        }

        lock (_building)
        {
            if (_built is not { } other || !ReferenceEquals(other.Snapshot, settings.Snapshot))
            {
                _built = new Built(settings.Snapshot, Build(settings));
            }

            return _built.Pipeline;
        }
    }

    private ResiliencePipeline<HttpResponseMessage> Build(KeyServiceConnection settings)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { Name = name };
        KeyServiceResilience.Configure(builder, purpose, settings);
        return builder.ConfigureTelemetry(telemetry).Build();
    }

    private sealed record Built(object? Snapshot, ResiliencePipeline<HttpResponseMessage> Pipeline);
}
