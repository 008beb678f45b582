using System.Text;
using System.Text.Json;

namespace ApiKeyAuth.LocalService.Seeding;

/// <summary>Reads JSON with comments, trailing commas and a byte order mark.</summary>
internal static class SeedJson
{
    private static readonly JsonDocumentOptions Options =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <exception cref="JsonException">The file is not JSON; the message contains the line and the position, counted from 1.</exception>
    public static JsonDocument Read(string path)
    {
        var text = File.ReadAllBytes(path).AsMemory();
        text = text.Span.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException fault) when (fault is { LineNumber: { } line, BytePositionInLine: { } position })
        {
            var end = fault.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            throw new JsonException($"{(end < 0 ? fault.Message : fault.Message[..end])} Line {line + 1}, position {position + 1}.", fault);
        }
        catch (InvalidOperationException fault)
        {
            // The parser compares names and throws for a name with half of a surrogate pair.
            throw new JsonException("A name has half of a surrogate pair.", fault);
        }
    }
}
