using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>
/// Rejects API key schemes that are added while the app runs: the services that verify their keys are registered before it starts.
/// </summary>
internal sealed class ApiKeySchemeProvider(
    [FromKeyedServices(ServiceDecoration.Inner)] IAuthenticationSchemeProvider inner, IEnumerable<RegisteredScheme> registered)
    : IAuthenticationSchemeProvider
{
    public void AddScheme(AuthenticationScheme scheme)
    {
        Check(scheme);
        inner.AddScheme(scheme);
    }

    public bool TryAddScheme(AuthenticationScheme scheme)
    {
        Check(scheme);
        return inner.TryAddScheme(scheme);
    }

    public void RemoveScheme(string name) => inner.RemoveScheme(name);

    public Task<AuthenticationScheme?> GetSchemeAsync(string name) => inner.GetSchemeAsync(name);

    public Task<IEnumerable<AuthenticationScheme>> GetAllSchemesAsync() => inner.GetAllSchemesAsync();

    public Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() => inner.GetRequestHandlerSchemesAsync();

    public Task<AuthenticationScheme?> GetDefaultAuthenticateSchemeAsync() => inner.GetDefaultAuthenticateSchemeAsync();

    public Task<AuthenticationScheme?> GetDefaultChallengeSchemeAsync() => inner.GetDefaultChallengeSchemeAsync();

    public Task<AuthenticationScheme?> GetDefaultForbidSchemeAsync() => inner.GetDefaultForbidSchemeAsync();

    public Task<AuthenticationScheme?> GetDefaultSignInSchemeAsync() => inner.GetDefaultSignInSchemeAsync();

    public Task<AuthenticationScheme?> GetDefaultSignOutSchemeAsync() => inner.GetDefaultSignOutSchemeAsync();

    private void Check(AuthenticationScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        if (scheme.HandlerType == typeof(ApiKeyHandler) && !registered.Any(known => known.Name == scheme.Name))
        {
            throw new InvalidOperationException(
                $"The API key scheme '{scheme.Name}' cannot be added while the app runs. Register it with AddApiKey(\"{scheme.Name}\", …) before the app is built.");
        }
    }
}
