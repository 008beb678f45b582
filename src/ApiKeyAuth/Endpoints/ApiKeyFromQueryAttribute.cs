namespace ApiKeyAuth;

/// <summary>
/// Takes the key from the query string too, for callers that can set no header, such as
/// browsers that open a WebSocket. The answer gets <c>Cache-Control: no-store</c>. Servers and proxies log query strings.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = true)]
public sealed class ApiKeyFromQueryAttribute : Attribute;
