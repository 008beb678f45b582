using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Authentication;

namespace ApiKeyAuth.Benchmarks.Hits;

/// <summary><c>HttpContext.AuthenticateAsync</c> of a request whose key was verified a moment ago.</summary>
[MemoryDiagnoser]
public class HitBenchmarks
{
    private HitComparison _hits = null!;

    [GlobalSetup]
    public async Task StartAsync() => _hits = await HitComparison.StartAsync();

    [GlobalCleanup]
    public async Task StopAsync() => await _hits.DisposeAsync();

    [Benchmark(Baseline = true)]
    public Task<AuthenticateResult> FixedTicket() => _hits.FixedTicketAsync();

    [Benchmark]
    public Task<bool> NoAuthentication() => _hits.NoneAsync();

    [Benchmark]
    public Task<AuthenticateResult> JwtBearerHs256() => _hits.JwtBearerAsync();

    [Benchmark]
    public Task<AuthenticateResult> ApiKey() => _hits.ApiKeyAsync();

    [Benchmark]
    public Task<AuthenticateResult> ApiKeyWithPermission() => _hits.ApiKeyWithPermissionAsync();

    [Benchmark]
    public Task<string?> ApiKeyAndClaims() => _hits.ApiKeyAndClaimsAsync();
}
