using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ApiKeyAuth.Benchmarks.Schemes;

namespace ApiKeyAuth.Benchmarks.Client;

/// <summary>A service that always answers the same, without a network: what remains is the client's own work.</summary>
internal sealed class InMemoryTransport(string answer) : HttpMessageHandler
{
    public const string NotFound = """{"meta":{"requestId":"req_benchmarks"},"data":{"valid":false,"code":"NOT_FOUND"}}""";

    public static readonly string Valid = $$$"""
        {"meta":{"requestId":"req_benchmarks"},"data":{"valid":true,"code":"VALID","keyId":"key_benchmarks","enabled":true,
        "name":"{{{Credentials.Name}}}","permissions":["{{{string.Join("\",\"", Credentials.Permissions)}}}"],
        "roles":["{{{string.Join("\",\"", Credentials.Roles)}}}"],"identity":{"externalId":"{{{Credentials.Owner}}}","id":"id_benchmarks"} } }
        """;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly byte[] _answer = Encoding.UTF8.GetBytes(answer);
    private int _calls;

    public int Calls => _calls;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);

        // A body that nobody reads is not even serialized.
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        var content = new ByteArrayContent(_answer);
        content.Headers.ContentType = Json;
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
    }
}
