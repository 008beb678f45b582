using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ApiKeyAuth;

/// <summary>Tags that name the endpoint of a verification in the key service's analytics. They never contain text of the caller.</summary>
internal static class EndpointTags
{
    /// <summary>The maximum length of a tag in Unicode code points.</summary>
    public const int MaxLength = 512;

    public static VerificationRequirements AddTo(VerificationRequirements requirements, ApiKeyEndpointTags which, Endpoint? endpoint, string method)
    {
        if (which == ApiKeyEndpointTags.None || endpoint is null)
        {
            return requirements;
        }

        var tags = requirements.Tags.ToList();
        Add(ApiKeyEndpointTags.Route, "route:", (endpoint as RouteEndpoint)?.RoutePattern.RawText is { } route ? $"/{route.TrimStart('/')}" : null);
        Add(ApiKeyEndpointTags.Method, "method:", IsRegistered(method) ? method : null);
        Add(ApiKeyEndpointTags.Name, "endpoint:", endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName);
        return requirements with { Tags = tags };

        void Add(ApiKeyEndpointTags kind, string prefix, string? value)
        {
            if (which.HasFlag(kind) && value is not null)
            {
                tags.Add(Cut(prefix + value));
            }
        }
    }

    private static string Cut(string tag) =>
        tag.Length <= MaxLength ? tag : string.Concat(tag.EnumerateRunes().Take(MaxLength).Select(rune => rune.ToString()));

    private static bool IsRegistered(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method)
        || HttpMethods.IsPatch(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsConnect(method)
        || HttpMethods.IsTrace(method);
}
