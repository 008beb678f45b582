using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Client;

internal static partial class SettingsLog
{
    [LoggerMessage(100, LogLevel.Error, "The changed settings are not valid, and the last valid ones stay in use. {Problem}")]
    public static partial void SettingsRejected(this ILogger logger, string problem);
}
