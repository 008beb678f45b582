using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

/// <summary>The refusals that every operation with a key may answer with.</summary>
internal static class RefusalResponses
{
    private const string TooFewCredits = "The API key has too few credits left.";

    /// <summary>Adds those that the app has not described itself.</summary>
    public static void AddTo(OpenApiOperation operation, OpenApiDocument? document, IEnumerable<ApiKeyOptions> schemes)
    {
        operation.Responses ??= [];
        var spent = schemes.Select(options => options.UsageExceededStatusCode).ToHashSet();
        Add(StatusCodes.Status401Unauthorized, "There is no API key, or it is not valid.");
        Add(StatusCodes.Status403Forbidden, "The API key may not be used here, lacks a permission, a role or a rate limit, or is denied access by the app.");
        Add(StatusCodes.Status429TooManyRequests, "A rate limit of the API key is exceeded.", tellsWhen: true);
        Add(StatusCodes.Status503ServiceUnavailable, "API keys cannot be verified at the moment.", tellsWhen: true);
        if (spent.Contains(StatusCodes.Status402PaymentRequired))
        {
            operation.Responses.TryAdd(Text(StatusCodes.Status402PaymentRequired), Response(TooFewCredits, tellsWhen: false, document));
        }

        void Add(int status, string description, bool tellsWhen = false) => operation.Responses.TryAdd(
            Text(status), Response(spent.Contains(status) ? $"{description} {TooFewCredits}" : description, tellsWhen, document));
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static OpenApiResponse Response(string description, bool tellsWhen, OpenApiDocument? document) => new()
    {
        Description = description,
        Headers = tellsWhen
            ? new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader
                {
                    Description = "Seconds to wait, where it is known.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                },
            }
            : null,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new OpenApiMediaType { Schema = ProblemSchema.ReferenceIn(document) },
        },
    };
}
