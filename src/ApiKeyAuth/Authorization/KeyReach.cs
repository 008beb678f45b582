using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>Determines whether a policy may authenticate its callers by an API key.</summary>
internal sealed class KeyReach(IAuthenticationSchemeProvider schemes, IServiceProvider services)
{
    /// <summary>
    /// Returns the scheme that a policy without schemes uses if that scheme cannot lead to an API key, or null if it can.
    /// </summary>
    public async Task<string?> OtherDefaultAsync() =>
        await schemes.GetDefaultAuthenticateSchemeAsync() is { } scheme && !await LeadsToKeyAsync(scheme.Name) ? scheme.Name : null;

    /// <summary>Returns whether one of the schemes is an API key scheme or may forward to one.</summary>
    public async Task<bool> AnyAsync(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (await LeadsToKeyAsync(name))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> LeadsToKeyAsync(string name)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var next = name; next is not null && seen.Add(next);)
        {
            var scheme = await schemes.GetSchemeAsync(next);
            if (scheme?.HandlerType == typeof(ApiKeyHandler) || scheme?.HandlerType == typeof(PolicySchemeHandler))
            {
                return true;
            }

            var options = scheme is null ? null : OptionsOf(scheme);
            if (options?.ForwardDefaultSelector is not null)
            {
                return true;
            }

            next = options?.ForwardAuthenticate ?? options?.ForwardDefault;
        }

        return false;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The handler itself asks for the same options.")]
    [UnconditionalSuppressMessage("Trimming", "IL2065", Justification = "The handler itself asks for the same options.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The handler itself asks for the same options, which are a class.")]
    private AuthenticationSchemeOptions? OptionsOf(AuthenticationScheme scheme)
    {
        for (var type = scheme.HandlerType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(AuthenticationHandler<>))
            {
                var monitor = services.GetService(typeof(IOptionsMonitor<>).MakeGenericType(type.GenericTypeArguments[0]));
                return (monitor as IOptionsMonitor<AuthenticationSchemeOptions>)?.Get(scheme.Name);
            }
        }

        return null;
    }
}
