using ApiKeyAuth.Client;
using BenchmarkDotNet.Attributes;

namespace ApiKeyAuth.Benchmarks.Client;

/// <summary>One verification over a transport in memory.</summary>
[MemoryDiagnoser]
public class ClientBenchmarks
{
    private ClientComparison _clients = null!;

    [GlobalSetup]
    public void Start() => _clients = ClientComparison.Create();

    [GlobalCleanup]
    public async Task StopAsync() => await _clients.DisposeAsync();

    [Benchmark(Baseline = true)]
    public Task<VerifyKeyResult?> HttpClientByHand() => _clients.ByHandAsync();

    [Benchmark]
    public Task<VerifyKeyResult?> TypedClient() => _clients.BareAsync();

    [Benchmark]
    public Task<VerifyKeyResult?> TypedClientWithPipeline() => _clients.WholeAsync();
}
