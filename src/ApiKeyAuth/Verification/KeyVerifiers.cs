using ApiKeyAuth.Client;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth;

/// <summary>
/// The verifiers of a scheme, one for each options instance: what another address or root key returned is not remembered under new
/// options. An instance holds its own verifier, so the memory of old ones goes with them. EvictionStamps and accepted keys stay.
/// </summary>
internal sealed class KeyVerifiers(
    string scheme, IKeysApi service, EvictionStamps evictions, AcceptedKeys accepted, ILogger<KeyVerifier> logger)
{
    public KeyVerifier Of(ApiKeyOptions options) => options.Verifier ?? options.SetVerifier(Create(options));

    private KeyVerifier Create(ApiKeyOptions options)
    {
        var time = options.TimeProvider ?? TimeProvider.System;
        return new KeyVerifier(
            service, new VerificationCache(CacheSettings.Of(options), evictions, time), evictions, accepted, time, options.TotalTimeout,
            KeyspaceRules.ToSend(options.Keyspaces), scheme, logger);
    }
}
