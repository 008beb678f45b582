using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Analytics;

internal static class GetVerifications
{
    private const string Kind = "api";
    private const string Action = "read_analytics";

    public static Endpoint Endpoint { get; } = new(
        "analytics.getVerifications", LenientObject(Required("query", Text())), HandleAsync);

    private static async ValueTask<Response> HandleAsync(Call call)
    {
        if (!call.Caller.HoldsAny(Kind, Action))
        {
            throw new ErrorResponseException(ErrorType.InsufficientPermissions, $"The root key lacks the permission {Kind}.*.{Action}.");
        }

        // This precedes parsing: without an analytics store a malformed query fails with this error, too.
        if (call.Workspace.Log is not { } log)
        {
            throw new ErrorResponseException(ErrorType.AnalyticsNotConfigured, "This service has no analytics store.");
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, call.Workspace.Stopping);
        return new Response(await log.QueryAsync(call.Body.Text("query"), call.Caller.IdsOn(Kind, Action), end.Token).ConfigureAwait(false));
    }
}
