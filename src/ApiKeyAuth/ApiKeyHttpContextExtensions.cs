using System.Security.Claims;
using ApiKeyAuth;

namespace Microsoft.AspNetCore.Http;

/// <summary>Reads the verified key of a request.</summary>
public static class ApiKeyHttpContextExtensions
{
    /// <summary>Returns the verified key of the request.</summary>
    /// <param name="context">The request's context.</param>
    /// <param name="scheme">The scheme that verified the key. Null means any.</param>
    /// <returns>The verified key, or null if no key was verified, as on endpoints that need none.</returns>
    public static ApiKeyInfo? GetApiKey(this HttpContext context, string? scheme = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User.GetApiKey(scheme);
    }

    /// <summary>
    /// Returns the partition in which a rate limiter counts a request: that of the key (<c>key:key_…</c>), or that of the caller's address
    /// (<c>address:203.0.113.7</c>) if no key is verified. Before authentication the partition is the address for every caller, and
    /// requests with invented keys are counted. After authorization it is the key for every accepted request, and rejected keys are not
    /// counted.
    /// </summary>
    /// <param name="context">The request's context.</param>
    /// <returns>The key of the partition, never null.</returns>
    public static string GetApiKeyPartition(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.GetApiKey() is { } key ? $"key:{key.KeyId}" : $"address:{ClientAddress.Of(context.Connection.RemoteIpAddress)}";
    }
}
