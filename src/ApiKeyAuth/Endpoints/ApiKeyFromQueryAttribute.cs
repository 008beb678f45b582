namespace ApiKeyAuth;

/// <summary>
/// Allows the key in the query string, for callers that cannot set headers, such as browsers that open a WebSocket. The response gets
/// <c>Cache-Control: no-store</c>. Servers and proxies log query strings.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = true)]
public sealed class ApiKeyFromQueryAttribute : Attribute;
