using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

/// <summary>The body of error responses.</summary>
internal static class ProblemSchema
{
    public const string Name = "ApiKeyProblem";

    public static OpenApiSchema Create() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Why a request with or without an API key was rejected (RFC 9457).",
        Required = new HashSet<string> { "type", "title", "status", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("A stable URI: urn:apikeyauth:problem: followed by the code, as in urn:apikeyauth:problem:missing_key."),
            ["title"] = Text("What is wrong, for people."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The HTTP status." },
            ["detail"] = Text("What to do about it, for people."),
            ["code"] = Text("What is wrong, for programs, such as `missing_key` or `rate_limited`."),
            ["reason"] = Text("Why the key is not valid, if the API reports it."),
            ["requestId"] = Text("The key service's id of the verification, for support."),
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
