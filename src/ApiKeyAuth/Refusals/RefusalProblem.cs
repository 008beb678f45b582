using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace ApiKeyAuth;

/// <summary>A refusal as Problem Details (RFC 9457).</summary>
internal static class RefusalProblem
{
    public static ProblemDetails Of(Refusal refusal)
    {
        var problem = new ProblemDetails { Type = refusal.Type, Title = refusal.Title, Status = refusal.Status, Detail = refusal.Detail };
        problem.Extensions["code"] = refusal.Code;
        if (refusal.Reason is { } reason)
        {
            problem.Extensions["reason"] = reason;
        }

        if (refusal.RequestId is { } requestId)
        {
            problem.Extensions["requestId"] = requestId;
        }

        return problem;
    }
}

[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(string))]
internal sealed partial class RefusalJsonContext : JsonSerializerContext;
