using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>Wraps a registered service, whoever registered it.</summary>
internal static class ServiceDecoration
{
    public static void Decorate<TService>(this IServiceCollection services, Func<IServiceProvider, TService, TService> decorate)
        where TService : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(TService) && !service.IsKeyedService);
        services[services.IndexOf(inner)] =
            ServiceDescriptor.Describe(typeof(TService), provider => decorate(provider, Create<TService>(provider, inner)), inner.Lifetime);
    }

    private static TService Create<TService>(IServiceProvider provider, ServiceDescriptor descriptor) => descriptor switch
    {
        { ImplementationInstance: TService instance } => instance,
        { ImplementationFactory: { } factory } => (TService)factory(provider),
        _ => (TService)ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!),
    };
}
