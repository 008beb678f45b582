using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>What several stand-alone rate limits are asked at once. If one refuses, none takes tokens.</summary>
[JsonConverter(typeof(MultiLimitRequestConverter))]
public sealed class MultiLimitRequest : IKeyServiceRequest
{
    /// <summary>The limits, 1 to 100. Two of the same namespace, identifier and duration see each other's cost.</summary>
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
