using ApiKeyAuth.LocalService.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>The tables that queries may read: the verifications, and sums of them by period.</summary>
internal static class VerificationTables
{
    public const string Name = "key_verifications_v1";

    public static readonly Schema Schema = new(
        applicationId: 0x4B657956,
        """
        CREATE TABLE key_verifications_v1 (
            request_id TEXT NOT NULL, time INTEGER NOT NULL, workspace_id TEXT NOT NULL, key_space_id TEXT NOT NULL, api_id TEXT NOT NULL,
            external_id TEXT NOT NULL, key_id TEXT NOT NULL, outcome TEXT NOT NULL, region TEXT NOT NULL, source TEXT NOT NULL,
            app_id TEXT NOT NULL, tags JSON NOT NULL, spent_credits INTEGER NOT NULL, latency REAL NOT NULL);
        """);

    private static readonly (string Period, string Format)[] Periods =
    [
        ("minute", "%Y-%m-%d %H:%M:00"),
        ("hour", "%Y-%m-%d %H:00:00"),
        ("day", "%Y-%m-%d"),
        ("month", "%Y-%m-01"),
    ];

    public static IReadOnlySet<string> Sums { get; } =
        Periods.Select(period => NameOf(period.Period)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Temporary views name no schema, so that they read the temporary table of a query's scope if there is one.</summary>
    public static void AddSums(SqliteConnection connection)
    {
        const string kept = "workspace_id, key_space_id, api_id, external_id, key_id, outcome, region, source, app_id, tags";
        foreach (var (period, format) in Periods)
        {
            connection.Execute(
                $"""
                CREATE TEMP VIEW {NameOf(period)} AS
                SELECT strftime('{format}', time / 1000, 'unixepoch') AS time, {kept},
                    count(*) AS count, sum(spent_credits) AS spent_credits
                FROM {Name}
                GROUP BY 1, {kept}
                """);
        }
    }

    private static string NameOf(string period) => $"key_verifications_per_{period}_v1";
}
