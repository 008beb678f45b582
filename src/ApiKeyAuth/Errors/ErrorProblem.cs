using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace ApiKeyAuth;

/// <summary>A refusal as Problem Details (RFC 9457).</summary>
internal static class ErrorProblem
{
    public static ProblemDetails Of(ErrorResponse error)
    {
        var problem = new ProblemDetails { Type = error.Type, Title = error.Title, Status = error.Status, Detail = error.Detail };
        problem.Extensions["code"] = error.Code;
        if (error.Reason is { } reason)
        {
            problem.Extensions["reason"] = reason;
        }

        if (error.RequestId is { } requestId)
        {
            problem.Extensions["requestId"] = requestId;
        }

        return problem;
    }
}

[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
internal sealed partial class ErrorProblemJsonContext : JsonSerializerContext;
