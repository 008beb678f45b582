using ApiKeyAuth.LocalService.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>
/// The rows that one query can read. For a caller who may read only some APIs their rows are copied to a temporary table, so that a query
/// cannot read other rows, whatever names it uses.
/// </summary>
internal sealed class QueryScope : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly IReadOnlyCollection<string>? _apiIds;

    public QueryScope(SqliteConnection connection, IReadOnlyCollection<string>? apiIds)
    {
        _connection = connection;
        _apiIds = apiIds;
        Clear();
    }

    /// <summary>The one schema whose table the query may read.</summary>
    public string Schema => _apiIds is null ? "main" : "temp";

    /// <summary>Prepares the rows. This counts towards the time limit of the query.</summary>
    public void Begin()
    {
        if (_apiIds is not null)
        {
            CopyRowsOf(_apiIds);
        }

        _connection.Execute("PRAGMA query_only = ON");
    }

    public void Dispose() => Clear();

    private void Clear()
    {
        _connection.Execute("PRAGMA query_only = OFF");
        _connection.Execute($"DROP TABLE IF EXISTS temp.{VerificationTables.Name}");
    }

    /// <summary>The column types distinguish arrays from text, and CREATE TABLE … AS SELECT would lose them.</summary>
    private void CopyRowsOf(IReadOnlyCollection<string> apiIds)
    {
        var definition = (string)_connection.Scalar($"SELECT sql FROM main.sqlite_schema WHERE name = '{VerificationTables.Name}'")!;
        _connection.Execute(definition.Replace("CREATE TABLE ", "CREATE TEMP TABLE ", StringComparison.Ordinal));
        foreach (var apiId in apiIds)
        {
            using var copy = new SqliteCommand(
                $"INSERT INTO temp.{VerificationTables.Name} SELECT * FROM main.{VerificationTables.Name} WHERE api_id = $id", _connection);
            copy.Parameters.AddWithValue("$id", apiId);
            copy.ExecuteNonQuery();
        }
    }
}
