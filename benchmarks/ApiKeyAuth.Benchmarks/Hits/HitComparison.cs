using ApiKeyAuth.Benchmarks.Schemes;
using ApiKeyAuth.LocalService;
using Microsoft.AspNetCore.Authentication;

namespace ApiKeyAuth.Benchmarks.Hits;

/// <summary>A key that was verified a moment ago, beside what apps would otherwise do for a request.</summary>
internal sealed class HitComparison : IAsyncDisposable
{
    private readonly LocalKeyService _service;
    private readonly InProcessApp _none = InProcessApp.Create(Contestant.None, service: null);
    private readonly InProcessApp _fixedTicket = InProcessApp.Create(Contestant.FixedTicket, service: null);
    private readonly InProcessApp _jwtBearer = InProcessApp.Create(Contestant.JwtBearer, service: null);
    private readonly InProcessApp _apiKey;
    private readonly InProcessApp _withPermission;
    private readonly string _token = Credentials.BearerToken();

    private HitComparison(LocalKeyService service)
    {
        _service = service;
        _apiKey = InProcessApp.Create(Contestant.ApiKey, service.At());
        _withPermission = InProcessApp.Create(Contestant.ApiKey, service.At(), authorize: new RequirePermissionAttribute(Credentials.Permissions[0]));
    }

    public static async Task<HitComparison> StartAsync()
    {
        var comparison = new HitComparison(await BenchmarkKeys.StartServiceAsync());
        await comparison.ApiKeyAsync();
        await comparison.ApiKeyWithPermissionAsync();
        return comparison;
    }

    /// <summary>How often the service was asked: a comparison of hits is none if this grows.</summary>
    public int Verifications => _service.CallCount("keys.verifyKey");

    public Task<bool> NoneAsync() => _none.PassAsync(Credentials.BearerKey);

    public Task<AuthenticateResult> FixedTicketAsync() => _fixedTicket.AuthenticateAsync(Credentials.BearerKey);

    public Task<AuthenticateResult> JwtBearerAsync() => _jwtBearer.AuthenticateAsync(_token);

    public Task<AuthenticateResult> ApiKeyAsync() => _apiKey.AuthenticateAsync(Credentials.BearerKey);

    public Task<AuthenticateResult> ApiKeyWithPermissionAsync() => _withPermission.AuthenticateAsync(Credentials.BearerKey);

    /// <summary>For apps that read the claims of every caller.</summary>
    public async Task<string?> ApiKeyAndClaimsAsync() => (await ApiKeyAsync()).Principal!.FindFirst(ApiKeyClaimTypes.ExternalId)?.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var app in (InProcessApp[])[_none, _fixedTicket, _jwtBearer, _apiKey, _withPermission])
        {
            await app.DisposeAsync();
        }

        await _service.DisposeAsync();
    }
}
