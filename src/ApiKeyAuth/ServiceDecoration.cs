using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>Decorates a registered service, whether the framework or the app registered it.</summary>
internal static class ServiceDecoration
{
    /// <summary>The key under which the decorated service is registered.</summary>
    public const string Inner = "ApiKeyAuth.Inner";

    /// <summary>
    /// The decorator is registered by its type, and the decorated service under a key of its own: some are created for every request, and a
    /// factory would look up each of their dependencies.
    /// </summary>
    public static void Decorate<TService, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TDecorator>(
        this IServiceCollection services)
        where TService : class
        where TDecorator : class, TService
    {
        var inner = services.Last(service => service.ServiceType == typeof(TService) && !service.IsKeyedService);

        // The decorated service keeps its lifetime. The decorator is transient, since a scoped one costs each request more than its
        // creation.
        var lifetime = inner.Lifetime == ServiceLifetime.Scoped ? ServiceLifetime.Transient : inner.Lifetime;
        services[services.IndexOf(inner)] = ServiceDescriptor.Describe(typeof(TService), typeof(TDecorator), lifetime);
        services.Add(Keyed(inner));
    }

    private static ServiceDescriptor Keyed(ServiceDescriptor inner) => inner switch
    {
        { ImplementationInstance: { } instance } => new ServiceDescriptor(inner.ServiceType, Inner, instance),
        { ImplementationFactory: { } factory } =>
            new ServiceDescriptor(inner.ServiceType, Inner, (provider, _) => factory(provider), inner.Lifetime),
        _ => new ServiceDescriptor(inner.ServiceType, Inner, inner.ImplementationType!, inner.Lifetime),
    };
}
