using ApiKeyAuth.LocalService.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>
/// What one query can see. A caller who may read some APIs only gets a table of its own, with nothing else in it: no query can reach
/// around that, whatever names it uses.
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

    /// <summary>Makes the rows ready; that takes time of the query.</summary>
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

    /// <summary>Tables keep the type of their columns, which tells arrays from texts, only where it is spelt out.</summary>
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
