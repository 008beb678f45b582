using System.Text;
using System.Text.Json;

namespace ApiKeyAuth.LocalService.Seeding;

/// <summary>JSON as people write it: with comments, trailing commas and the mark that some editors put first.</summary>
internal static class SeedJson
{
    private static readonly JsonDocumentOptions Lookups =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <exception cref="JsonException">The file is not JSON; the message has the line and the position, as editors count them.</exception>
    public static JsonDocument Read(string path)
    {
        var text = File.ReadAllBytes(path).AsMemory();
        text = text.Span.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        try
        {
            return JsonDocument.Parse(text, Lookups);
        }
        catch (JsonException fault) when (fault is { LineNumber: { } line, BytePositionInLine: { } position })
        {
            var end = fault.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            throw new JsonException($"{(end < 0 ? fault.Message : fault.Message[..end])} Line {line + 1}, position {position + 1}.", fault);
        }
        catch (InvalidOperationException fault)
        {
            // Names are compared, and a name with half of a surrogate pair is no text.
            throw new JsonException("A name has half of a surrogate pair.", fault);
        }
    }
}
