using System.Text.Json;
using ApiKeyAuth.LocalService.Storage.Sqlite;
using ApiKeyAuth.LocalService.Wire;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>Adds rows in one transaction and deletes the oldest ones.</summary>
internal sealed class VerificationWriter : IDisposable
{
    private static readonly string[] Columns =
        ["request_id", "time", "key_space_id", "api_id", "external_id", "key_id", "outcome", "tags", "spent_credits", "latency"];

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public VerificationWriter(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new SqliteCommand(
            $"""
            INSERT INTO {VerificationTables.Name} (workspace_id, region, source, app_id, {string.Join(", ", Columns)})
            VALUES ('ws_local', 'local', 'api', '', {string.Join(", ", Columns.Select(column => "$" + column))})
            """,
            connection);
        foreach (var column in Columns)
        {
            _insert.Parameters.Add(new SqliteParameter("$" + column, null));
        }
    }

    /// <summary>Rows that cannot be written, for example to a full disk, are dropped, so that verifications do not fail.</summary>
    public void Write(IEnumerable<VerificationRow> rows)
    {
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            foreach (var row in rows)
            {
                Write(row);
            }

            _connection.Execute(
                $"""
                DELETE FROM {VerificationTables.Name}
                WHERE rowid <= (SELECT max(rowid) FROM {VerificationTables.Name}) - {VerificationLog.Capacity}
                """);
            _connection.Execute("COMMIT");
        }
        catch (SqliteException)
        {
            if (raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
            {
                _connection.Execute("ROLLBACK");
            }
        }
    }

    public void Dispose() => _insert.Dispose();

    private void Write(VerificationRow row)
    {
        object[] values =
        [
            row.RequestId,
            row.Time,
            row.KeyspaceId,
            row.ApiId,
            row.ExternalId ?? string.Empty,
            row.KeyId,
            row.Outcome,
            row.Tags.Count == 0 ? "[]" : JsonSerializer.Serialize(row.Tags, WireJson.Default.IReadOnlyListString),
            row.ChargedCredits,
            row.Latency,
        ];
        for (var i = 0; i < values.Length; i++)
        {
            _insert.Parameters[i].Value = values[i];
        }

        _insert.ExecuteNonQuery();
    }
}
