using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>Wraps a registered service, whoever registered it.</summary>
internal static class ServiceDecoration
{
    /// <summary>The key that the wrapped service is registered under.</summary>
    public const string Inner = "ApiKeyAuth.Inner";

    /// <summary>
    /// By type, and the wrapped service as one of the container's own: some are made for every request, and a factory of ours would look
    /// each of their dependencies up.
    /// </summary>
    public static void Decorate<TService, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TDecorator>(
        this IServiceCollection services)
        where TService : class
        where TDecorator : class, TService
    {
        var inner = services.Last(service => service.ServiceType == typeof(TService) && !service.IsKeyedService);

        // What is wrapped keeps what lasts for a request; to keep the wrapper, too, would cost every request more than to make it.
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
