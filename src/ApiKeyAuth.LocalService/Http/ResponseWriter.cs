using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ApiKeyAuth.LocalService.Analytics;
using ApiKeyAuth.LocalService.Wire;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>Writes envelopes, and the plain-text responses of the router.</summary>
internal static class ResponseWriter
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = RequestBody.MaxDepth * 2,
        SkipValidation = true,
    };

    public static Task WriteAsync(HttpResponse response, Response answer) =>
        WriteAsync(response, 200, ErrorContentType.Json, answer, static (json, answer) =>
        {
            if (answer.Data is not null)
            {
                json.WritePropertyName("data");
                WriteData(json, answer.Data);
            }

            if (answer.Pagination is not null)
            {
                json.WritePropertyName("pagination");
                JsonSerializer.Serialize(json, answer.Pagination, WireJson.Default.PaginationData);
            }
        });

    public static Task WriteAsync(HttpResponse response, ErrorResponseException exception)
    {
        var contentType =
            exception.AlwaysPlainJson ? ErrorContentType.Json : ErrorContentType.For(response.HttpContext.Request.Headers.Accept);
        return WriteAsync(response, exception.Type.Status, contentType, exception, static (json, exception) =>
        {
            json.WritePropertyName("error");
            var error = new ErrorData(exception.Type.Title, exception.Message, exception.Type.Status, exception.Type.Uri, exception.Errors);
            JsonSerializer.Serialize(json, error, WireJson.Default.ErrorData);
        });
    }

    private static void WriteData(Utf8JsonWriter json, object data)
    {
        if (data is RowsData rows)
        {
            json.WriteRawValue(rows.Json.Span, skipInputValidation: true);
        }
        else
        {
            JsonSerializer.Serialize(json, data, WireJson.Default.GetTypeInfo(data.GetType())!);
        }
    }

    public static Task WriteTextAsync(HttpResponse response, int status, string text) =>
        SendAsync(response, status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static Task WriteJsonAsync(HttpResponse response, byte[] json) => SendAsync(response, 200, ErrorContentType.Json, json);

    public static Task WriteFaultAsync(HttpResponse response, LocalFault fault) =>
        SendAsync(response, fault.StatusCode, fault.ContentType, Encoding.UTF8.GetBytes(fault.Body));

    private static Task WriteAsync<T>(HttpResponse response, int status, string contentType, T value, Action<Utf8JsonWriter, T> content)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartObject("meta");
            json.WriteString("requestId", response.HttpContext.TraceIdentifier);
            json.WriteEndObject();
            content(json, value);
            json.WriteEndObject();
        }

        return SendAsync(response, status, contentType, buffer.WrittenMemory);
    }

    private static Task SendAsync(HttpResponse response, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(response.HttpContext.Request.Method)
            ? Task.CompletedTask
            : response.BodyWriter.WriteAsync(body, response.HttpContext.RequestAborted).AsTask();
    }
}
