using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

/// <summary>The error responses that every operation with a key may return.</summary>
internal sealed class ErrorResponses
{
    private const string TooFewCredits = "The API key has too few credits left.";

    private readonly Dictionary<int, string> _descriptions = new()
    {
        [StatusCodes.Status401Unauthorized] = "There is no API key, or it is not valid.",
        [StatusCodes.Status403Forbidden] = "The API key may not be used here, lacks a permission, a role or a rate limit, or is denied access by the app.",
        [StatusCodes.Status429TooManyRequests] = "A rate limit of the API key is exceeded.",
        [StatusCodes.Status503ServiceUnavailable] = "API keys cannot be verified at the moment.",
    };

    public ErrorResponses(IEnumerable<ApiKeyOptions> schemes)
    {
        foreach (var status in schemes.Select(options => options.UsageExceededStatusCode).Distinct())
        {
            _descriptions[status] = _descriptions.TryGetValue(status, out var description) ? $"{description} {TooFewCredits}" : TooFewCredits;
        }
    }

    public IEnumerable<string> Statuses => _descriptions.Keys.Select(Text);

    /// <summary>
    /// Adds the error responses. A response that the app describes keeps its content and its text, followed by this library's text.
    /// </summary>
    /// <param name="operation">The operation that may return them.</param>
    /// <param name="components">The components of the document.</param>
    /// <param name="comments">The app's texts for statuses that the operation does not have yet.</param>
    public void AddTo(OpenApiOperation operation, ApiKeyComponents components, IReadOnlyDictionary<string, string> comments)
    {
        operation.Responses ??= [];
        foreach (var (status, description) in _descriptions)
        {
            if (operation.Responses.TryGetValue(Text(status), out var present))
            {
                // Operations that need no key may share the response that a reference points to.
                if (present is OpenApiResponse own)
                {
                    own.Description = Texts.Join(own.Description == ReasonPhrases.GetReasonPhrase(status) ? null : own.Description, description);
                    Complete(own, status, components);
                }
            }
            else
            {
                var response = new OpenApiResponse { Description = Texts.Join(comments.GetValueOrDefault(Text(status)), description) };
                Complete(response, status, components);
                operation.Responses.Add(Text(status), response);
            }
        }
    }

    private static void Complete(OpenApiResponse response, int status, ApiKeyComponents components)
    {
        if (response.Content is null or { Count: 0 })
        {
            response.Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = components.Problem() };
        }

        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers.TryAdd("Retry-After", new OpenApiHeader
            {
                Description = "Seconds to wait, if known.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
            });
        }
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
