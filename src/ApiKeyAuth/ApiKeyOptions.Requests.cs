using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

// Where keys stand in requests, and what a verification says of the request.
public partial class ApiKeyOptions
{
    /// <summary>The schemes of the <c>Authorization</c> header behind which keys stand, in any letter case.</summary>
    /// <value>Default: <c>Bearer</c>. None: that header is not read.</value>
    public IList<string> AuthorizationSchemes { get; set; } = ["Bearer"];

    /// <summary>A header of its own for keys, such as <c>X-API-Key</c>. Answers to such requests are marked <c>Cache-Control: private</c>.</summary>
    /// <value>Default: null, none.</value>
    public string? HeaderName { get; set; }

    /// <summary>The query parameter for keys, on endpoints that allow it (<see cref="ApiKeyFromQueryAttribute"/>).</summary>
    /// <value>Default: <c>access_token</c>, which SignalR's clients send.</value>
    public string QueryParameterName { get; set; } = "access_token";

    /// <summary>
    /// Gets or sets a delegate that returns a key from another place of the request, such as a cookie, or null where there is none. It may run
    /// several times in a request, also before all other middleware, and must not change the request. Responses to such keys are marked
    /// <c>Cache-Control: private</c> and are not cached by the app.
    /// </summary>
    /// <value>The default is null: keys are read from the other places only.</value>
    public Func<HttpContext, string?>? ReadKey { get; set; }

    /// <summary>Whether JSON Web Tokens are shown to the key service. They are other services' secrets, as a rule.</summary>
    /// <value>Default: false, they are refused here.</value>
    public bool AllowJsonWebTokens { get; set; }

    /// <summary>How every key begins; anything else is refused here.</summary>
    /// <value>Default: null, anyhow.</value>
    public string? KeyPrefix { get; set; }

    /// <summary>The length of the shortest key; anything shorter is refused here.</summary>
    /// <value>Default: 1.</value>
    public int MinKeyLength { get; set; } = 1;

    /// <summary>The length of the longest key; anything longer is refused here.</summary>
    /// <value>Default: 512, the service's own bound.</value>
    public int MaxKeyLength { get; set; } = KeyCredential.MaxLength;

    /// <summary>The characters that may stand in a key behind <see cref="KeyPrefix"/>; a key with any other is refused here.</summary>
    /// <value>Default: null, visible ASCII save the comma.</value>
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
    /// Whether verifications carry the caller's address (<see cref="ConnectionInfo.RemoteIpAddress"/>) as <c>X-Forwarded-For</c>, for APIs
    /// with a list of addresses; otherwise that list is compared with this app's own address. Answers are then remembered by key and
    /// address. Behind a proxy the app needs the forwarded-headers middleware.
    /// </summary>
    /// <value>Default: false.</value>
    public bool ForwardClientAddress { get; set; }

    /// <summary>What of the endpoint verifications carry as tags. Never raw paths or queries.</summary>
    /// <value>Default: nothing.</value>
    public ApiKeyEndpointTags EndpointTags { get; set; }

    internal bool IsWellFormed(ReadOnlySpan<char> key)
    {
        if (key.Length < MinKeyLength || key.Length > MaxKeyLength || !key.StartsWith(KeyPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        return _alphabet is null || !key[(KeyPrefix?.Length ?? 0)..].ContainsAnyExcept(_alphabet);
    }

    /// <summary>The scheme of <c>WWW-Authenticate</c>; keys outside the <c>Authorization</c> header have no registered one.</summary>
    internal string ChallengeScheme => AuthorizationSchemes is [var scheme, ..] ? scheme : ApiKeyDefaults.AuthenticationScheme;
}
