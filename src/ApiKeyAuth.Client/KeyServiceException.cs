using System.Text.Json;
using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// A call to the key service that failed: it answered with an error, unreadably, or not at all. Carries neither the root key nor
/// the body of the request.
/// </summary>
public sealed class KeyServiceException : ApiException
{
    private const string TypePrefix = "/docs/errors/";

    internal KeyServiceException(
        string message, HttpRequestMessage request, HttpResponseMessage response, string? content, ErrorEnvelope? envelope,
        RefitSettings settings, Exception? innerException)
        : base(
            message, request, request.Method, content, response.StatusCode, response.ReasonPhrase, response.Headers, settings, innerException)
    {
        ContentHeaders = response.Content.Headers;
        IsAnswered = true;
        Title = envelope?.Error?.Title;
        Detail = envelope?.Error?.Detail;
        RequestId = envelope?.Meta?.RequestId;
        Errors = envelope?.Error?.Errors ?? [];
        Type = Uri.TryCreate(envelope?.Error?.Type, UriKind.Absolute, out var type) ? type : null;
        ErrorCode = Type is { AbsolutePath: var path } && path.StartsWith(TypePrefix, StringComparison.Ordinal)
            ? path[TypePrefix.Length..]
            : null;
    }

    internal KeyServiceException(string message, HttpRequestMessage request, RefitSettings settings, Exception innerException)
        : base(message, request, request.Method, null, default, null, new HttpResponseMessage().Headers, settings, innerException)
    {
        Errors = [];
    }

    /// <summary>Whether the service answered at all. Where not, <see cref="ApiException.StatusCode"/> is 0 and <see cref="Exception.InnerException"/> tells why.</summary>
    public bool IsAnswered { get; }

    /// <summary>The URI of the kind of error; null where the answer was not one of the service's own (a proxy's, say).</summary>
    public Uri? Type { get; }

    /// <summary>The path of <see cref="Type"/> without its fixed beginning, such as <c>unkey/data/key_not_found</c>: what to compare.</summary>
    public string? ErrorCode { get; }

    /// <summary>The service's short text for the kind of error.</summary>
    public string? Title { get; }

    /// <summary>The service's text for this error; may be empty.</summary>
    public string? Detail { get; }

    /// <summary>The service's id of the request (<c>req_…</c>).</summary>
    public string? RequestId { get; }

    /// <summary>What was wrong with the request, part by part. Empty where the service gave no list.</summary>
    public IReadOnlyList<KeyServiceFieldError> Errors { get; }

    internal static async Task<KeyServiceException> FromResponseAsync(
        HttpResponseMessage response, RefitSettings settings, Exception? innerException)
    {
        // The whole body is in memory by now: see ResponseBufferingHandler.
        var content = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        var envelope = ReadEnvelope(content);
        var code = $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        var message = (innerException, envelope?.Error) switch
        {
            ({ }, _) => $"The key service answered {code} with a body that cannot be read.",
            (_, { } error) => $"The key service answered {code}: {error.Title}: {error.Detail} (request {envelope?.Meta?.RequestId}).",
            _ => $"The key service answered {code}.",
        };
        return new KeyServiceException(message, response.RequestMessage!, response, content, envelope, settings, innerException);
    }

    private static ErrorEnvelope? ReadEnvelope(string content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, KeyServiceJsonContext.Default.ErrorEnvelope);
        }
        catch (JsonException)
        {
            // Proxies in front of the service answer in their own words.
            return null;
        }
    }
}
