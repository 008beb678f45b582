using System.Security.Claims;
using ApiKeyAuth;

namespace Microsoft.AspNetCore.Http;

/// <summary>Reads the verified key of a request.</summary>
public static class ApiKeyHttpContextExtensions
{
    /// <summary>The facts of the key that the request was let in with.</summary>
    /// <param name="context">The request's context.</param>
    /// <param name="scheme">The scheme that verified the key; null for any.</param>
    /// <returns>The facts, or null where no key was verified, as on endpoints that need none.</returns>
    public static ApiKeyInfo? GetApiKey(this HttpContext context, string? scheme = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User.GetApiKey(scheme);
    }

    /// <summary>
    /// Returns the partition that a rate limiter counts a request in: that of the key (<c>key:key_…</c>), or that of the caller's address
    /// (<c>address:203.0.113.7</c>) where no key is verified. Before authentication that is the address of every caller, and requests with
    /// invented keys are counted; after authorization it is the key of every accepted request, and rejected keys are not counted.
    /// </summary>
    /// <param name="context">The request's context.</param>
    /// <returns>The key of the partition, never null.</returns>
    public static string GetApiKeyPartition(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.GetApiKey() is { } key ? $"key:{key.KeyId}" : $"address:{ClientAddress.Of(context.Connection.RemoteIpAddress)}";
    }
}
