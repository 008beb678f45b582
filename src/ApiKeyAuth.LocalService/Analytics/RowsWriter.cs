using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ApiKeyAuth.LocalService.Http;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>Executes a statement and writes each row as an object.</summary>
internal static class RowsWriter
{
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ReadOnlyMemory<byte> Write(sqlite3 database, sqlite3_stmt statement)
    {
        var columns = Columns(statement);
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartArray();
        var rows = 0;
        for (var code = raw.sqlite3_step(statement); code != raw.SQLITE_DONE; code = raw.sqlite3_step(statement))
        {
            if (code != raw.SQLITE_ROW)
            {
                throw QueryFault.For(database, code);
            }

            if (++rows > QueryLimits.Rows)
            {
                throw new ErrorResponseException(ErrorType.QueryRowsExceeded, $"The query gives more than {QueryLimits.Rows} rows.");
            }

            WriteRow(json, statement, columns);
            if (json.BytesCommitted + json.BytesPending > QueryLimits.AnswerBytes)
            {
                throw new ErrorResponseException(ErrorType.QueryMemoryExceeded, $"The answer is longer than {QueryLimits.AnswerBytes} bytes.");
            }
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Of several columns with the same name the last one is used, as in an object.</summary>
    private static Dictionary<string, (int Index, bool IsJson)> Columns(sqlite3_stmt statement)
    {
        var columns = new Dictionary<string, (int, bool)>(StringComparer.Ordinal);
        for (var i = 0; i < raw.sqlite3_column_count(statement); i++)
        {
            columns[raw.sqlite3_column_name(statement, i).utf8_to_string()] =
                (i, raw.sqlite3_column_decltype(statement, i).utf8_to_string() == "JSON");
        }

        return columns;
    }

    private static void WriteRow(Utf8JsonWriter json, sqlite3_stmt statement, Dictionary<string, (int Index, bool IsJson)> columns)
    {
        json.WriteStartObject();
        foreach (var (name, (index, isJson)) in columns)
        {
            json.WritePropertyName(name);
            WriteValue(json, statement, index, isJson);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, sqlite3_stmt statement, int index, bool isJson)
    {
        switch (raw.sqlite3_column_type(statement, index))
        {
            case raw.SQLITE_INTEGER:
                json.WriteNumberValue(raw.sqlite3_column_int64(statement, index));
                break;
            case raw.SQLITE_FLOAT when double.IsFinite(raw.sqlite3_column_double(statement, index)):
                json.WriteNumberValue(raw.sqlite3_column_double(statement, index));
                break;
            case raw.SQLITE_TEXT when raw.sqlite3_column_text(statement, index).utf8_to_string() is var text:
                if (isJson && IsArray(text))
                {
                    json.WriteRawValue(text, skipInputValidation: true);
                }
                else
                {
                    json.WriteStringValue(text);
                }

                break;
            case raw.SQLITE_BLOB:
                json.WriteBase64StringValue(raw.sqlite3_column_blob(statement, index));
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    /// <summary>The type of a column comes from the first SELECT of a union; the others may return any text.</summary>
    private static bool IsArray(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
