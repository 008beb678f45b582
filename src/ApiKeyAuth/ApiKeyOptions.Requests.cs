using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

// Where keys are read in requests, and what a verification sends about the request.
public partial class ApiKeyOptions
{
    /// <summary>
    /// Gets or sets the schemes of the <c>Authorization</c> header whose credentials are keys, compared without case. The default is
    /// <c>Bearer</c>. Empty means that the header is not read.
    /// </summary>
    public IList<string> AuthorizationSchemes { get; set; } = ["Bearer"];

    /// <summary>
    /// Gets or sets the name of a header that carries keys, such as <c>X-API-Key</c>. Responses to such requests are marked
    /// <c>Cache-Control: private</c>. The default is null: no such header is read.
    /// </summary>
    public string? HeaderName { get; set; }

    /// <summary>
    /// Gets or sets the name of the query parameter that carries keys, on endpoints that allow it (<see cref="ApiKeyFromQueryAttribute"/>).
    /// The default is <c>access_token</c>, which SignalR clients send.
    /// </summary>
    public string QueryParameterName { get; set; } = "access_token";

    /// <summary>
    /// Gets or sets a delegate that returns a key from another place of the request, such as a cookie, or null if there is none. It may run
    /// several times in a request, also before all other middleware, and must not change the request. Responses to such keys are marked
    /// <c>Cache-Control: private</c> and are not cached by the app. The default is null: keys are read from the other places only.
    /// </summary>
    public Func<HttpContext, string?>? ReadKey { get; set; }

    /// <summary>
    /// Gets or sets whether JSON Web Tokens are sent to the key service. They are usually secrets of other services. The default is false:
    /// they are rejected without calling the key service.
    /// </summary>
    public bool AllowJsonWebTokens { get; set; }

    /// <summary>
    /// Gets or sets the prefix that every key must have. Keys without it are rejected without calling the key service. The default is null:
    /// no check.
    /// </summary>
    public string? KeyPrefix { get; set; }

    /// <summary>
    /// Gets or sets the minimum length of a key in characters. Shorter keys are rejected without calling the key service. The default is 1.
    /// </summary>
    public int MinKeyLength { get; set; } = 1;

    /// <summary>
    /// Gets or sets the maximum length of a key in characters. Longer keys are rejected without calling the key service. The default is
    /// 512, the maximum of the key service.
    /// </summary>
    public int MaxKeyLength { get; set; } = KeyCredential.MaxLength;

    /// <summary>
    /// Gets or sets the characters that a key may contain after <see cref="KeyPrefix"/>. Keys with other characters are rejected without
    /// calling the key service. The default is null: visible ASCII except the comma.
    /// </summary>
    public string? KeyAlphabet
    {
        get;
        set
        {
            field = value;
            _alphabet = value is null ? null : SearchValues.Create(value);
        }
    }

    private SearchValues<char>? _alphabet;

    /// <summary>
    /// Gets or sets whether verifications carry the caller's address (<see cref="ConnectionInfo.RemoteIpAddress"/>) as
    /// <c>X-Forwarded-For</c>, for APIs with an IP whitelist; otherwise the key service compares that list with this app's own address. If
    /// true, verifications are cached by key and address, and an app behind a proxy needs the forwarded-headers middleware. The default is
    /// false.
    /// </summary>
    public bool ForwardClientAddress { get; set; }

    /// <summary>
    /// Gets or sets the attributes of the endpoint that verifications carry as tags, never raw paths or queries. The default is <see
    /// cref="ApiKeyEndpointTags.None"/>.
    /// </summary>
    public ApiKeyEndpointTags EndpointTags { get; set; }

    internal bool IsWellFormed(ReadOnlySpan<char> key)
    {
        if (key.Length < MinKeyLength || key.Length > MaxKeyLength || !key.StartsWith(KeyPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        return _alphabet is null || !key[(KeyPrefix?.Length ?? 0)..].ContainsAnyExcept(_alphabet);
    }

    /// <summary>
    /// Gets the scheme of <c>WWW-Authenticate</c>. Keys outside the <c>Authorization</c> header have no registered scheme.
    /// </summary>
    internal string ChallengeScheme => AuthorizationSchemes is [var scheme, ..] ? scheme : ApiKeyDefaults.AuthenticationScheme;
}
