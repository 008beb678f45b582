using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.RateLimiting;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Endpoints.RateLimits;

/// <summary>Checks limits that do not belong to keys: one, or several of which all or none are consumed.</summary>
internal static class LimitCalls
{
    private const int LargestBatch = 100;

    public static Endpoint Limit { get; } = new("ratelimit.limit", LimitRequest.Body, call =>
    {
        var @namespace = RequestedNamespaces.Open(call, [call.Body.Text("namespace")], goneFirst: true)[0];
        var request = LimitRequest.Read(call.Body, call.Store.Current, @namespace);
        var result = call.Workspace.Limiter.Decide([request.Check], call.Now)[0];
        return new Response(new LimitData(result.Passed, request.Check.Limit, result.Remaining, result.Reset, request.OverrideId));
    });

    public static Endpoint MultiLimit { get; } =
        new("ratelimit.multiLimit", SchemaBuilder.Array(LimitRequest.Body, min: 1, max: LargestBatch), call =>
        {
            var entries = call.Body.EnumerateArray().ToList();
            var namespaces = RequestedNamespaces.Open(call, [.. entries.Select(entry => entry.Text("namespace"))], goneFirst: false);
            var state = call.Store.Current;
            var requests = entries.Select((entry, i) => LimitRequest.Read(entry, state, namespaces[i])).ToList();
            var results = call.Workspace.Limiter.Decide([.. requests.Select(request => request.Check)], call.Now);
            return new Response(new MultiLimitData(
                Array.TrueForAll(results, result => result.Passed), [.. requests.Select((request, i) => Entry(request, results[i]))]));
        });

    private static MultiLimitEntryData Entry(LimitRequest request, LimitResult result) => new(
        request.Namespace, request.Identifier, result.Passed, request.Check.Limit, result.Remaining, result.Reset, request.OverrideId);
}
