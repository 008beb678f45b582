using System.Collections.Frozen;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>Binds <c>Authentication:Schemes:{scheme}</c> whenever the options are created.</summary>
internal sealed class ApiKeyConfigureOptions(
    IAuthenticationConfigurationProvider provider, IOptions<AuthenticationOptions> authentication, IConfiguration? configuration = null)
    : IConfigureNamedOptions<ApiKeyOptions>
{
    private static readonly FrozenSet<string> CodeOnly = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        nameof(ApiKeyOptions.Events), nameof(ApiKeyOptions.EventsType), nameof(ApiKeyOptions.ForwardDefaultSelector),
        nameof(ApiKeyOptions.OutagePrincipal), nameof(ApiKeyOptions.ReadKey), nameof(ApiKeyOptions.TimeProvider));

    public static string PathOf(string? scheme) => ConfigurationPath.Combine("Authentication", "Schemes", scheme ?? "");

    public void Configure(ApiKeyOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, ApiKeyOptions options)
    {
        if (string.IsNullOrEmpty(name) || provider.GetSchemeConfiguration(name) is not IConfigurationSection section)
        {
            return;
        }

        var settings = new SettingsSection(section, configuration);
        options.BaseAddress = settings.Address(nameof(options.BaseAddress), options.BaseAddress);
        options.RootKey = settings.Text(nameof(options.RootKey)) ?? options.RootKey;
        options.AllowInsecureBaseAddress = settings.Flag(nameof(options.AllowInsecureBaseAddress), options.AllowInsecureBaseAddress);
        options.Keyspaces = settings.Texts(nameof(options.Keyspaces)) ?? options.Keyspaces;
        options.AttemptTimeout = settings.Duration(nameof(options.AttemptTimeout), options.AttemptTimeout);
        options.TotalTimeout = settings.Duration(nameof(options.TotalTimeout), options.TotalTimeout);
        options.CircuitBreakerFailureRatio = settings.Ratio(nameof(options.CircuitBreakerFailureRatio), options.CircuitBreakerFailureRatio);
        options.CircuitBreakerMinimumThroughput =
            settings.Number(nameof(options.CircuitBreakerMinimumThroughput), options.CircuitBreakerMinimumThroughput);
        options.CircuitBreakerSamplingDuration =
            settings.Duration(nameof(options.CircuitBreakerSamplingDuration), options.CircuitBreakerSamplingDuration);
        options.CircuitBreakDuration = settings.Duration(nameof(options.CircuitBreakDuration), options.CircuitBreakDuration);
        options.MaxConcurrentVerifications = settings.Number(nameof(options.MaxConcurrentVerifications), options.MaxConcurrentVerifications);
        options.Eager = settings.Flag(nameof(options.Eager), options.Eager);
        options.WarmUp = settings.Flag(nameof(options.WarmUp), options.WarmUp);
        options.Realm = settings.Text(nameof(options.Realm)) ?? options.Realm;
        options.CacheDuration = settings.Duration(nameof(options.CacheDuration), options.CacheDuration);
        options.UnknownKeyCacheDuration = settings.Duration(nameof(options.UnknownKeyCacheDuration), options.UnknownKeyCacheDuration);
        options.RateLimitedCacheDuration = settings.Duration(nameof(options.RateLimitedCacheDuration), options.RateLimitedCacheDuration);
        options.CacheCapacity = settings.Number(nameof(options.CacheCapacity), options.CacheCapacity);
        options.UnknownKeyCacheCapacity = settings.Number(nameof(options.UnknownKeyCacheCapacity), options.UnknownKeyCacheCapacity);
        options.OutageMode = settings.Choice(nameof(options.OutageMode), options.OutageMode);
        options.StaleDuration = settings.Duration(nameof(options.StaleDuration), options.StaleDuration);
        options.AuthorizationSchemes = settings.Texts(nameof(options.AuthorizationSchemes)) ?? options.AuthorizationSchemes;
        options.HeaderName = settings.Text(nameof(options.HeaderName)) ?? options.HeaderName;
        options.QueryParameterName = settings.Text(nameof(options.QueryParameterName)) ?? options.QueryParameterName;
        options.AllowJsonWebTokens = settings.Flag(nameof(options.AllowJsonWebTokens), options.AllowJsonWebTokens);
        options.KeyPrefix = settings.Text(nameof(options.KeyPrefix)) ?? options.KeyPrefix;
        options.MinKeyLength = settings.Number(nameof(options.MinKeyLength), options.MinKeyLength);
        options.MaxKeyLength = settings.Number(nameof(options.MaxKeyLength), options.MaxKeyLength);
        options.KeyAlphabet = settings.Text(nameof(options.KeyAlphabet)) ?? options.KeyAlphabet;
        options.ForwardClientAddress = settings.Flag(nameof(options.ForwardClientAddress), options.ForwardClientAddress);
        options.EndpointTags = settings.Choice(nameof(options.EndpointTags), options.EndpointTags);
        options.UsageExceededStatusCode = settings.Number(nameof(options.UsageExceededStatusCode), options.UsageExceededStatusCode);
        options.IncludeErrorDetails = settings.Flag(nameof(options.IncludeErrorDetails), options.IncludeErrorDetails);
        options.IncludeRateLimitHeaders = settings.Flag(nameof(options.IncludeRateLimitHeaders), options.IncludeRateLimitHeaders);
        options.AllowPermissionWildcards = settings.Flag(nameof(options.AllowPermissionWildcards), options.AllowPermissionWildcards);
        options.MetaClaims = settings.Map(nameof(options.MetaClaims)) ?? options.MetaClaims;
        options.ClaimsIssuer = settings.Text(nameof(options.ClaimsIssuer)) ?? options.ClaimsIssuer;
        options.ForwardDefault = settings.Text(nameof(options.ForwardDefault)) ?? options.ForwardDefault;
        options.ForwardAuthenticate = settings.Text(nameof(options.ForwardAuthenticate)) ?? options.ForwardAuthenticate;
        options.ForwardChallenge = settings.Text(nameof(options.ForwardChallenge)) ?? options.ForwardChallenge;
        options.ForwardForbid = settings.Text(nameof(options.ForwardForbid)) ?? options.ForwardForbid;
        options.IgnoredSettings = settings.Texts(nameof(options.IgnoredSettings)) ?? options.IgnoredSettings;
        options.ConfigurationErrors = settings.Errors;
        options.UnknownSettings =
        [
            .. settings.Unknown(CodeOnly),
            .. configuration is null ? [] : Elsewhere(configuration, name, settings.Known),
        ];
    }

    private IEnumerable<UnknownSetting> Elsewhere(IConfiguration configuration, string name, IReadOnlySet<string> settings) =>
        UnknownSetting.InMisspeltSections(configuration, PathOf(name), settings, OtherSchemes(name))
            .Concat(UnknownSetting.AtMisplacedPaths(configuration, PathOf(name), settings, OtherSchemes(name)))
            .DistinctBy(setting => setting.Path, StringComparer.OrdinalIgnoreCase);

    private FrozenSet<string> OtherSchemes(string name) => authentication.Value.Schemes
        .Select(scheme => scheme.Name)
        .Where(other => other != name)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
