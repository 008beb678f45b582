using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>Describes tokens to take from several stand-alone rate limits. If one is exceeded, none are taken.</summary>
[JsonConverter(typeof(MultiLimitRequestConverter))]
public sealed class MultiLimitRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the limits, 1 to 100. Two of the same namespace, identifier and duration see each other's cost.</summary>
    public required IReadOnlyList<LimitRequest> Limits { get; init; }

    void IKeyServiceRequest.Validate()
    {
        Rule.Required(Limits);
        for (var i = 0; i < Limits.Count; i++)
        {
            var at = new ArgumentPath(nameof(Limits), i);
            Rule.Required(Limits[i], at, "").Validate(at);
        }
    }
}
