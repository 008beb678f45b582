using System.Collections.Frozen;

namespace ApiKeyAuth.Client;

/// <summary>The retry class of each call. A call that is not listed is never repeated.</summary>
internal static class RetryClasses
{
    private static readonly FrozenDictionary<string, RetryClass> ByEndpoint = new Dictionary<string, RetryClass>(StringComparer.Ordinal)
    {
        ["liveness"] = RetryClass.Safe,
        ["apis.listKeys"] = RetryClass.Safe,
        ["keys.getKey"] = RetryClass.Safe,
        ["keys.deleteKey"] = RetryClass.StatusShift,
    }.ToFrozenDictionary();

    public static RetryClass Of(Uri? requestUri)
    {
        var path = requestUri?.AbsolutePath ?? "";
        return ByEndpoint.GetValueOrDefault(path[(path.LastIndexOf('/') + 1)..], RetryClass.Unsafe);
    }
}
