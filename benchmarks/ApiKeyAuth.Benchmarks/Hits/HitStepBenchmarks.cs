using System.Security.Claims;
using ApiKeyAuth.Benchmarks.Schemes;
using ApiKeyAuth.LocalService;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Benchmarks.Hits;

/// <summary>Where the time of a hit goes.</summary>
[MemoryDiagnoser]
public class HitStepBenchmarks
{
    private readonly ApiKeyOptions _options = new();
    private readonly HeaderDictionary _headers = new() { ["Authorization"] = Credentials.BearerKey };
    private readonly string _text = Credentials.Key;
    private LocalKeyService _service = null!;
    private InProcessApp _app = null!;
    private KeyVerifier _verifier = null!;
    private KeyHash _key;
    private ApiKeyInfo _facts = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _service = await BenchmarkKeys.StartServiceAsync();
        _app = InProcessApp.Create(Contestant.ApiKey, _service.At());
        _verifier = _app.Services.GetRequiredKeyedService<KeyVerifiers>(nameof(Contestant.ApiKey)).Of(
            _app.Services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>().Get(nameof(Contestant.ApiKey)));
        _key = KeyHash.Of(Credentials.Key);
        _facts = (await _verifier.VerifyAsync(Credentials.Key, _key, VerificationRequirements.Empty)).Key!;
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _app.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Benchmark]
    public int ReadHeader() => KeyReader.Read(_options, _headers, query: null, own: null).Key.Length;

    [Benchmark]
    public int Hash() => KeyHash.Of(_text).GetHashCode();

    [Benchmark]
    public object? LookUp() => _verifier.FindCached(_key, VerificationRequirements.Empty);

    [Benchmark]
    public ClaimsPrincipal Principal() => new(new ApiKeyIdentity(_facts, nameof(Contestant.ApiKey), _options));

    /// <summary>What the first look at a claim takes, beside the same look at claims that are there.</summary>
    [Benchmark]
    public Claim? PrincipalWithClaims() => Principal().FindFirst(ClaimTypes.NameIdentifier);

    [Benchmark]
    public Claim? RebuiltPrincipalWithLook() => RebuiltPrincipal().FindFirst(ClaimTypes.NameIdentifier);

    /// <summary>What every request would pay if the claims were made at once.</summary>
    [Benchmark]
    public ClaimsPrincipal RebuiltPrincipal()
    {
        var identity = new ClaimsIdentity(nameof(Contestant.ApiKey));
        Add(ClaimTypes.NameIdentifier, _facts.KeyId);
        Add(ClaimTypes.Name, _facts.Name!);
        Add(ApiKeyClaimTypes.ExternalId, _facts.ExternalId!);
        foreach (var role in _facts.Roles)
        {
            Add(ClaimTypes.Role, role);
        }

        foreach (var permission in _facts.Permissions)
        {
            Add(ApiKeyClaimTypes.Permission, permission);
        }

        return new ClaimsPrincipal(identity);

        void Add(string type, string value) => identity.AddClaim(new Claim(type, value, ClaimValueTypes.String, "ApiKey", "ApiKey", identity));
    }
}
