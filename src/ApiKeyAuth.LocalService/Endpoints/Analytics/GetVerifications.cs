using ApiKeyAuth.LocalService.Http;
using static ApiKeyAuth.LocalService.Validation.Shape;

namespace ApiKeyAuth.LocalService.Endpoints.Analytics;

internal static class GetVerifications
{
    /// <summary>Without an analytics store even a query that cannot be parsed is answered so.</summary>
    public static Endpoint Endpoint { get; } = new(
        "analytics.getVerifications", LenientObject(Required("query", Text())), call =>
        {
            if (!call.Caller.HoldsAny("api", "read_analytics"))
            {
                throw new RefusalException(ErrorType.InsufficientPermissions, "The root key lacks the permission api.*.read_analytics.");
            }

            throw new RefusalException(ErrorType.AnalyticsNotConfigured, "This service has no analytics store.");
        });
}
