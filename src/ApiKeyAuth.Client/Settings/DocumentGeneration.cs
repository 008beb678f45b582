using System.Reflection;

namespace ApiKeyAuth.Client;

/// <summary>
/// Whether the app runs only to describe itself: the tool of <c>Microsoft.Extensions.ApiDescription.Server</c> starts it at build time to
/// generate its OpenAPI documents. A build server has no root key and need not reach the key service.
/// </summary>
internal static class DocumentGeneration
{
    public static bool IsRunning => Assembly.GetEntryAssembly()?.GetName().Name == "GetDocument.Insider";
}
