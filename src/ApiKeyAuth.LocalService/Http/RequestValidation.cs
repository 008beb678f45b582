using System.Text.Json;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>The checks before authentication. Only the first failed check is reported.</summary>
internal static class RequestValidation
{
    /// <summary>Returns the parsed body.</summary>
    /// <exception cref="ErrorResponseException">The body or a header is invalid for the endpoint.</exception>
    public static JsonDocument Parse(HttpRequest request, RequestBody body, Endpoint endpoint)
    {
        if (Bearer.Header(request.Headers) is null)
        {
            throw Authenticator.MissingHeader();
        }

        if (!ErrorContentType.IsJson(request.ContentType))
        {
            throw BodyErrorResponse(endpoint, "The content type is not application/json.", "Send Content-Type: application/json.");
        }

        return body.Parse() ?? throw BodyErrorResponse(endpoint, "The body is not a JSON value.", "Send one JSON value, encoded in UTF-8.");
    }

    /// <returns>True if the body can also be decoded; otherwise the error is reported after authentication.</returns>
    public static bool Check(JsonElement body, Endpoint endpoint)
    {
        var violations = new Violations();
        endpoint.Body.Check(body, violations);
        return violations.Found.Count == 0
            ? !violations.Undecodable
            : throw ErrorResponse(endpoint, violations.Found);
    }

    private static ErrorResponseException BodyErrorResponse(Endpoint endpoint, string message, string fix) =>
        ErrorResponse(endpoint, [new ViolationData(message, "requestBody", fix)]);

    private static ErrorResponseException ErrorResponse(Endpoint endpoint, IReadOnlyList<ViolationData> errors) =>
        new(ErrorType.InvalidInput, $"The request to POST {endpoint.Path} is not valid.", errors) { AlwaysPlainJson = true };
}
