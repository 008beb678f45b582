using ApiKeyAuth.LocalService.Validation;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>A POST endpoint: its name after <c>/v2/</c>, the schema of its body and its handler.</summary>
internal sealed record Endpoint(string Name, Schema Body, Func<Call, ValueTask<Response>> HandleAsync)
{
    public Endpoint(string name, Schema body, Func<Call, Response> handle)
        : this(name, body, call => ValueTask.FromResult(handle(call)))
    {
    }

    public string Path { get; } = "/v2/" + Name;
}
