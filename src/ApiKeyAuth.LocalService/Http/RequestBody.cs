using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>The bytes of a request, in a rented buffer that is cleared before it is returned, as it may contain keys.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>
    /// Bodies that are nested deeper are rejected, as by the real service. Code that reads a body must not use recursion.
    /// </summary>
    public const int MaxDepth = 10_000;

    private readonly byte[] _buffer;
    private readonly int _length;

    private RequestBody(byte[] buffer, int length, bool oversize) => (_buffer, _length, IsOversize) = (buffer, length, oversize);

    public bool IsOversize { get; }

    /// <summary>
    /// Reads the body. Beyond the cap up to the same number of bytes is read and discarded, because a client whose connection is closed
    /// while it sends may not receive the response.
    /// </summary>
    public static async ValueTask<RequestBody> ReadAsync(
        HttpRequest request, long cap, UnknownCallers.Share? share, CancellationToken cancellationToken)
    {
        var discarded = 0L;
        while (request.ContentLength is not { } announced || announced <= 2 * cap)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var isKept = discarded == 0 && read.Buffer.Length <= cap && share?.TryGrowTo(read.Buffer.Length) != false;
            if (isKept && read.IsCompleted)
            {
                return Copy(request.BodyReader, read.Buffer);
            }

            if (isKept)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            discarded += read.Buffer.Length;
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted || discarded > 2 * cap)
            {
                break;
            }
        }

        return new RequestBody([], 0, oversize: true);
    }

    /// <summary>Returns the JSON value, or null if the body is not one. Invalid UTF-8 in strings is replaced and does not fail.</summary>
    public JsonDocument? Parse()
    {
        Memory<byte> text = _buffer.AsMemory(0, _length);
        if (!Utf8.IsValid(text.Span))
        {
            text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.Span));
        }

        SurrogateEscapes.Repair(text.Span);
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        }
    }

    private static RequestBody Copy(PipeReader reader, ReadOnlySequence<byte> bytes)
    {
        var length = (int)bytes.Length;
        var buffer = length == 0 ? [] : ArrayPool<byte>.Shared.Rent(length);
        bytes.CopyTo(buffer);
        reader.AdvanceTo(bytes.End);
        return new RequestBody(buffer, length, oversize: false);
    }
}
