using ApiKeyAuth;

namespace Microsoft.AspNetCore.Http;

/// <summary>Reads the verified key of a request.</summary>
public static class ApiKeyHttpContextExtensions
{
    /// <summary>The facts of the key that the request was let in with.</summary>
    /// <param name="context">The request's context.</param>
    /// <returns>The facts, or null where no key was verified, as on endpoints that need none.</returns>
    public static ApiKeyInfo? GetApiKey(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User.Identities.OfType<ApiKeyIdentity>().FirstOrDefault()?.Key;
    }
}
