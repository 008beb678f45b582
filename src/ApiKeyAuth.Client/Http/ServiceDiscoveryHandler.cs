using System.Diagnostics.CodeAnalysis;

namespace ApiKeyAuth.Client;

/// <summary>
/// Resolves the names of Microsoft.Extensions.ServiceDiscovery, where the app has registered it. The package is found by name, so that
/// apps without it do not carry it.
/// </summary>
internal sealed class ServiceDiscoveryHandler : DelegatingHandler
{
    private readonly Func<bool> _allowsPlainHttp;
    private readonly HttpMessageInvoker? _resolving;

    public ServiceDiscoveryHandler(IServiceProvider services, Func<bool> allowsPlainHttp)
    {
        _allowsPlainHttp = allowsPlainHttp;
        _resolving = CreateHandler(services, new Forwarding(this)) is { } handler ? new HttpMessageInvoker(handler) : null;
    }

    /// <summary>A service's name, as opposed to a host's: <c>https+http://keys</c>, <c>http://keys</c>, <c>https://_admin.keys</c>.</summary>
    public static bool IsName(Uri address) =>
        address.Scheme.Contains('+', StringComparison.Ordinal)
        || (!address.IsLoopback
            && address.HostNameType is not (UriHostNameType.IPv4 or UriHostNameType.IPv6)
            && (!address.Host.Contains('.', StringComparison.Ordinal) || address.Host.StartsWith('_')));

    public static bool IsRegistered(IServiceProvider services) => FactoryOf(services) is not null;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _resolving is not null && IsName(request.RequestUri!)
            ? _resolving.SendAsync(request, cancellationToken)
            : ForwardAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        _resolving?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Also what a handler before this one has resolved.</summary>
    private Task<HttpResponseMessage> ForwardAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { Scheme: "http", IsLoopback: false } && !_allowsPlainHttp()
            ? throw new HttpRequestException(
                HttpRequestError.ConnectionError,
                $"Service discovery leads to plain http at '{request.RequestUri.Host}': the root key and every API key "
                + "can be read on the way. Use https, or set AllowInsecureBaseAddress to true where the network is trusted.")
            : base.SendAsync(request, cancellationToken);

    private static HttpMessageHandler? CreateHandler(IServiceProvider services, HttpMessageHandler inner) => FactoryOf(services) is { } factory
        ? FactoryType!.GetMethod("CreateHandler")!.CreateDelegate<Func<HttpMessageHandler, HttpMessageHandler>>(factory)(inner)
        : null;

    private static object? FactoryOf(IServiceProvider services) => FactoryType is { } type ? services.GetService(type) : null;

    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
    private static Type? FactoryType => Type.GetType(
        "Microsoft.Extensions.ServiceDiscovery.Http.IServiceDiscoveryHttpMessageHandlerFactory, Microsoft.Extensions.ServiceDiscovery");

    /// <summary>Leads what was resolved back into the chain.</summary>
    private sealed class Forwarding(ServiceDiscoveryHandler handler) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            handler.ForwardAsync(request, cancellationToken);
    }
}
