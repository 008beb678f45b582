using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>
/// Finds out, before authentication does, whether a request has a key where caches do not look for one: outside the <c>Authorization</c>
/// header.
/// </summary>
internal sealed class KeyedRequests(IEnumerable<RegisteredScheme> schemes, IOptionsMonitor<ApiKeyOptions> options)
{
    private readonly string[] _schemes = [.. schemes.Select(scheme => scheme.Name)];
    private readonly ConcurrentDictionary<Type, bool> _bringsKey = [];

    /// <param name="context">The request.</param>
    /// <param name="allowsQuery">Whether its endpoint reads keys in the query, or may.</param>
    public KeyPresence Find(HttpContext context, bool allowsQuery)
    {
        var found = KeyPresence.None;
        foreach (var scheme in _schemes)
        {
            var one = Find(context, scheme, allowsQuery);
            found = one > found ? one : found;
        }

        return found;
    }

    /// <summary>Whether the <c>Authorization</c> header of a request may hold a key.</summary>
    public bool IsInAuthorization(HttpContext context) =>
        context.Request.Headers.Authorization.Count > 0 && _schemes.Any(scheme => KeyReader.IsInAuthorization(options.Get(scheme), context.Request));

    private KeyPresence Find(HttpContext context, string scheme, bool allowsQuery)
    {
        try
        {
            var settings = options.Get(scheme);
            return KeyReader.IsOutsideAuthorization(settings, context.Request, allowsQuery) ? KeyPresence.Certain
                : BringsKey(context, settings) ? KeyPresence.Possible
                : KeyPresence.None;
        }
        catch (Exception)
        {
            // The app's own code may need what is there only later, and runs again then. Until it has answered there may be a key.
            return KeyPresence.Possible;
        }
    }

    private bool BringsKey(HttpContext context, ApiKeyOptions settings) => settings.EventsType is { } type
        ? _bringsKey.GetOrAdd(type, static (type, services) => ((ApiKeyEvents)services.GetRequiredService(type)).BringsKey, context.RequestServices)
        : settings.Events is { BringsKey: true };
}

internal enum KeyPresence
{
    None,

    /// <summary>Code of the app may find one when the request is authenticated.</summary>
    Possible,

    Certain,
}
