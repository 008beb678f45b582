using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.Shape;

namespace ApiKeyAuth.LocalService.Endpoints.Analytics;

internal static class GetVerifications
{
    private const string Kind = "api";
    private const string Action = "read_analytics";

    public static Endpoint Endpoint { get; } = new(
        "analytics.getVerifications", LenientObject(Required("query", Text())), HandleAsync);

    private static async ValueTask<Answer> HandleAsync(Call call)
    {
        if (!call.Caller.HoldsAny(Kind, Action))
        {
            throw new RefusalException(ErrorType.InsufficientPermissions, $"The root key lacks the permission {Kind}.*.{Action}.");
        }

        // Without an analytics store even a query that cannot be parsed is answered so.
        if (call.Workspace.Log is not { } log)
        {
            throw new RefusalException(ErrorType.AnalyticsNotConfigured, "This service has no analytics store.");
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, call.Workspace.Stopping);
        return new Answer(await log.QueryAsync(call.Body.Text("query"), call.Caller.IdsOn(Kind, Action), end.Token).ConfigureAwait(false));
    }
}
