using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Client;

internal static partial class ClientLog
{
    [LoggerMessage(1, LogLevel.Warning,
        "The HTTP client {Client} ignores the handler {Handler} that was added to it: the handler repeats requests, and each repetition of a "
        + "verification or a creation counts again. The client has a retry, timeouts and a circuit breaker of its own. Remove the handler.")]
    public static partial void RepeatingHandlerRemoved(this ILogger logger, string handler, string client);
}
