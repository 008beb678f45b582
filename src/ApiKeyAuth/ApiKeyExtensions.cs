using ApiKeyAuth;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Refit;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds API key authentication.</summary>
public static class ApiKeyExtensions
{
    /// <summary>
    /// Adds the scheme <c>ApiKey</c>, as the default scheme if the app has set none, and authorization in which a policy name that is not
    /// registered is a permission. Settings come from <c>Authentication:Schemes:ApiKey</c>, then from code.
    /// </summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="configure">The delegate that sets options. It overrides the configuration.</param>
    /// <returns>The builder for further schemes.</returns>
    public static AuthenticationBuilder AddApiKeyAuthentication(this IHostApplicationBuilder builder, Action<ApiKeyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.PostConfigure<AuthenticationOptions>(options =>
        {
            if (options.DefaultAuthenticateScheme is null)
            {
                options.DefaultScheme ??= ApiKeyDefaults.AuthenticationScheme;
            }
        });
        return builder.Services.AddAuthentication().AddApiKey(configure);
    }

    /// <summary>Adds the scheme <c>ApiKey</c>, with the settings in <c>Authentication:Schemes:ApiKey</c>.</summary>
    /// <param name="builder">The authentication builder.</param>
    /// <returns>The same builder.</returns>
    public static AuthenticationBuilder AddApiKey(this AuthenticationBuilder builder) => builder.AddApiKey(configure: null);

    /// <summary>Adds a scheme for API keys, with the settings in <c>Authentication:Schemes:{scheme}</c>.</summary>
    /// <param name="builder">The authentication builder.</param>
    /// <param name="scheme">The name of the scheme.</param>
    /// <returns>The same builder.</returns>
    public static AuthenticationBuilder AddApiKey(this AuthenticationBuilder builder, string scheme) => builder.AddApiKey(scheme, configure: null);

    /// <summary>Adds the scheme <c>ApiKey</c>.</summary>
    /// <param name="builder">The authentication builder.</param>
    /// <param name="configure">The delegate that sets options. It overrides the configuration.</param>
    /// <returns>The same builder.</returns>
    public static AuthenticationBuilder AddApiKey(this AuthenticationBuilder builder, Action<ApiKeyOptions>? configure) =>
        builder.AddApiKey(ApiKeyDefaults.AuthenticationScheme, configure);

    /// <summary>Adds a scheme for API keys. Schemes share nothing: each has its own key service, root key and circuit breaker.</summary>
    /// <param name="builder">The authentication builder.</param>
    /// <param name="scheme">The name of the scheme. Its settings are in <c>Authentication:Schemes:{scheme}</c>.</param>
    /// <param name="configure">The delegate that sets options. It overrides the configuration.</param>
    /// <returns>The same builder.</returns>
    public static AuthenticationBuilder AddApiKey(this AuthenticationBuilder builder, string scheme, Action<ApiKeyOptions>? configure) =>
        builder.AddApiKey(scheme, displayName: null, configure);

    /// <summary>Adds a scheme for API keys. Schemes share nothing: each has its own key service, root key and circuit breaker.</summary>
    /// <param name="builder">The authentication builder.</param>
    /// <param name="scheme">The name of the scheme. Its settings are in <c>Authentication:Schemes:{scheme}</c>.</param>
    /// <param name="displayName">The display name of the scheme. Null means none.</param>
    /// <param name="configure">The delegate that sets options. It overrides the configuration.</param>
    /// <returns>The same builder.</returns>
    public static AuthenticationBuilder AddApiKey(
        this AuthenticationBuilder builder, string scheme, string? displayName, Action<ApiKeyOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(scheme);
        AddFramework(builder.Services);
        AddVerification(builder.Services, scheme);
        builder.Services.AddOptions<ApiKeyOptions>(scheme).ValidateOnStart();
        return builder.AddScheme<ApiKeyOptions, ApiKeyHandler>(scheme, displayName, configure);
    }

    /// <summary>
    /// Returns the builder of the HTTP client with which a scheme calls the key service, before or after the scheme is added. A handler that is
    /// added to it runs once for each attempt, inside the client's own retry, timeouts and circuit breaker; a handler that repeats requests is
    /// removed with a warning. Nothing of what the app configures for all of its HTTP clients applies to this one.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="scheme">
    /// The name of the scheme. The default is <see cref="ApiKeyDefaults.AuthenticationScheme"/>. A name of no API key scheme fails startup.
    /// </param>
    /// <returns>The builder of the scheme's HTTP client.</returns>
    public static IHttpClientBuilder AddApiKeyHttpClient(this IServiceCollection services, string scheme = ApiKeyDefaults.AuthenticationScheme)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(scheme);
        services.AddSingleton(new SchemeOfHttpClient(scheme));
        var name = WarmUp.ClientOf(scheme);
        var key = new SchemeOfHttpClient(scheme);
        if (services.Any(service => service.ServiceType == typeof(IKeysApi) && service.IsKeyedService && key.Equals(service.ServiceKey)))
        {
            return services.AddHttpClient(name);
        }

        var client = services.AddKeyedRefitGeneratedClient<IKeysApi>(
            key, KeyServiceRefitSettings.Create(KeyServicePurpose.Verification), name);
        KeyServiceHttpClient.Configure(client, KeyServicePurpose.Verification, provider =>
        {
            var options = OptionsOf(provider, scheme);
            return new KeyServiceConnection(options.BaseAddress, options.RootKey!, options.AttemptTimeout, options.TotalTimeout)
            {
                AllowInsecureBaseAddress = options.AllowInsecureBaseAddress,
                Snapshot = options,
                MaxConcurrency = options.MaxConcurrentVerifications,
                CircuitBreaker = new CircuitBreakerSettings
                {
                    FailureRatio = options.CircuitBreakerFailureRatio,
                    MinimumThroughput = options.CircuitBreakerMinimumThroughput,
                    SamplingDuration = options.CircuitBreakerSamplingDuration,
                    BreakDuration = options.CircuitBreakDuration,
                },
            };
        });
        return client;
    }

    /// <summary>
    /// Adds an exception handler for the <see cref="KeyServiceException"/> of a management call. The request fails with 400, 404, 409 or
    /// 412 if the key service rejects a value, with 503 and <c>Retry-After</c> if it is unavailable or rejects this app, and with 502 if
    /// its response is unusable. The body is Problem Details with a code of <see cref="ApiKeyProblemCodes"/> and contains nothing about the
    /// root key. Call <c>app.UseExceptionHandler()</c>, which needs <c>services.AddProblemDetails()</c>.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddKeyServiceExceptionHandler(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddExceptionHandler<KeyServiceExceptionHandler>();
    }

    private static void AddVerification(IServiceCollection services, string scheme)
    {
        services.AddApiKeyHttpClient(scheme);
        services.AddKeyedSingleton(scheme, (provider, _) => new EvictionStamps(TimeOf(provider, scheme)));
        services.AddKeyedSingleton(scheme, (provider, _) => new AcceptedKeys(OptionsOf(provider, scheme).CacheCapacity));
        services.AddSingleton(new RegisteredScheme(scheme));
        services.AddKeyedSingleton(scheme, (provider, _) => new KeyVerifiers(
            scheme, provider.GetRequiredKeyedService<IKeysApi>(new SchemeOfHttpClient(scheme)), provider.GetRequiredKeyedService<EvictionStamps>(scheme),
            provider.GetRequiredKeyedService<AcceptedKeys>(scheme), provider.GetRequiredService<ILogger<KeyVerifier>>()));
    }

    private static ApiKeyOptions OptionsOf(IServiceProvider services, string scheme) =>
        services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>().Get(scheme);

    private static TimeProvider TimeOf(IServiceProvider services, string scheme) => OptionsOf(services, scheme).TimeProvider ?? TimeProvider.System;

    private static void AddFramework(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(EndpointPolicies)))
        {
            return;
        }

        services.AddAuthorization();
        services.AddSingleton<ApiKeySchemes>();
        services.AddSingleton<RejectionEndpoints>();
        services.AddSingleton<EndpointPolicies>();
        services.AddSingleton<PermissionPolicies>();
        services.AddSingleton<PermissionEvaluator>();
        services.AddSingleton<KeyReach>();
        services.AddSingleton<EndpointProblems>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, InvalidEndpointPolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<ApiKeyOptions>, ApiKeyConfigureOptions>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApiKeyOptions>, ApiKeyOptionsValidator>());
        services.TryAddSingleton<IOptionsFactory<ApiKeyOptions>, LastValidOptionsFactory<ApiKeyOptions>>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAuthorizationHandler, PermissionHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, ErrorResponseStartupFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, PermissionStartupFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, EndpointValidation>());
        services.AddSingleton<KeyedRequests>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, KeyedRequestStartupFilter>());
        services.AddSingleton<KeyedRequestPolicy>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<OutputCacheOptions>, KeyedRequestPolicySetup>());
        if (!DocumentGeneration.IsRunning)
        {
            services.AddHostedService<OptionsNameCheck>();
            services.AddHostedService<ManagementAddressCheck>();
            services.AddHostedService<SharedHeaderCheck>();
            services.AddHostedService<ReplacedServices>();
            services.AddHostedService<WarmUp>();
        }

        services.AddSingleton<CacheEvictor>();
        services.AddSingleton<IApiKeyCache>(provider => provider.GetRequiredService<CacheEvictor>());
        services.AddSingleton<IKeyChangeListener>(provider => provider.GetRequiredService<CacheEvictor>());
        services.Decorate<IAuthenticationSchemeProvider, ApiKeySchemeProvider>();
        services.Decorate<IAuthenticationService, ApiKeyAuthenticationService>();
        services.Decorate<IAuthorizationPolicyProvider, PermissionPolicyProvider>();
        services.Decorate<IAuthorizationService, PermissionAuthorizationService>();
        services.Decorate<IPolicyEvaluator, LazyPolicyEvaluator>();
        services.Decorate<IAuthorizationMiddlewareResultHandler, ErrorResponseResultHandler>();
    }
}
