using ApiKeyAuth.Client;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth;

/// <summary>Key in, verdict out, for one scheme. What may be reused will be looked up here before the service is asked.</summary>
internal sealed class KeyVerifier(IKeysApi service, string scheme, ILogger<KeyVerifier> logger)
{
    /// <summary>
    /// Asks the service. No caller's token goes along: a verification that was sent may have charged, whoever hangs up.
    /// </summary>
    public async Task<KeyVerdict> VerifyAsync(string key, VerificationPlan plan)
    {
        using var response = await service.VerifyKeyWithResponseAsync(plan.RequestFor(key), CancellationToken.None).ConfigureAwait(false);
        var verdict = VerificationAnswer.Read(response);
        Report(verdict, response.Error as KeyServiceException);
        return verdict.Kind == KeyVerdictKind.InsufficientPermissions ? verdict with { Scope = plan.Scope } : verdict;
    }

    private void Report(KeyVerdict verdict, KeyServiceException? failure)
    {
        switch (verdict.Kind)
        {
            case KeyVerdictKind.Unavailable when failure is not null && VerificationAnswer.RefusesRootKey(failure):
                logger.RootKeyRefused(scheme, (int)failure.StatusCode, failure.ErrorCode, failure.RequestId);
                break;
            case KeyVerdictKind.Unavailable:
                logger.ServiceUnavailable(scheme, failure?.InnerException?.Message ?? failure?.Message ?? "the answer contradicts itself");
                break;
            case KeyVerdictKind.Misconfigured:
                logger.RequestRefused(scheme, (int)failure!.StatusCode, failure.ErrorCode, failure.Detail, failure.RequestId);
                break;
            default:
                logger.KeyVerified(scheme, verdict.Kind, verdict.Key?.KeyId, verdict.RequestId);
                break;
        }
    }
}
