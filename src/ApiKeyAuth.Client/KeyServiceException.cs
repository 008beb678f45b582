using System.Text;
using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// The exception for a failed call to the key service: it returned an error or an unreadable response, or did not respond. It contains neither the root key nor
/// the body of the request.
/// </summary>
public sealed class KeyServiceException : ApiException
{
    private KeyServiceException(
        string message, HttpRequestMessage request, HttpResponseMessage response, string? content, ErrorEnvelope? envelope,
        RefitSettings settings, Exception? innerException)
        : base(
            message, request, request.Method, content, response.StatusCode, response.ReasonPhrase, response.Headers, settings, innerException)
    {
        ContentHeaders = response.Content.Headers;
        HasResponse = true;
        IsOutcomeUnknown = response.IsSuccessStatusCode || FailedAttempt.IsOutcomeUnknown(response.StatusCode)
            || CallHistory.Of(request) is { AttemptLost: true };
        Title = envelope?.Error?.Title;
        Detail = envelope?.Error?.Detail;
        RequestId = envelope?.Meta?.RequestId;
        Errors = envelope?.Error?.Errors ?? [];
        Type = envelope?.Error?.TypeUri;
        ErrorCode = envelope?.Error?.Code;
    }

    internal KeyServiceException(string message, HttpRequestMessage request, RefitSettings settings, Exception innerException)
        : base(message, request, request.Method, null, default, null, new HttpResponseMessage().Headers, settings, innerException)
    {
        IsOutcomeUnknown = FailedAttempt.IsOutcomeUnknown(innerException) || CallHistory.Of(request) is { AttemptLost: true };
        Errors = [];
    }

    /// <summary>
    /// Gets a value that indicates whether the service responded. If not, <see cref="ApiException.StatusCode"/> is 0 and <see
    /// cref="Exception.InnerException"/> is the reason.
    /// </summary>
    public bool HasResponse { get; }

    /// <summary>
    /// Gets a value that indicates whether the service may have carried out the call: an attempt returned 408, 5xx or an unreadable response, or
    /// had no response. Check before you repeat a call that creates or charges. A conflict (409) may then come from an earlier attempt of this
    /// call.
    /// </summary>
    public bool IsOutcomeUnknown { get; }

    /// <summary>Gets the URI of the kind of error; null if the response is not the service's own, for example a proxy's.</summary>
    public Uri? Type { get; }

    /// <summary>Gets the path of <see cref="Type"/> without its fixed prefix, such as <c>unkey/data/key_not_found</c>. Compare this value.</summary>
    public string? ErrorCode { get; }

    /// <summary>Gets the service's short text for the kind of error.</summary>
    public string? Title { get; }

    /// <summary>Gets the service's text for this error; may be empty.</summary>
    public string? Detail { get; }

    /// <summary>Gets the service's id of the request (<c>req_…</c>).</summary>
    public string? RequestId { get; }

    /// <summary>Gets the invalid parts of the request. Empty if the service returned no list.</summary>
    public IReadOnlyList<KeyServiceFieldError> Errors { get; }

    internal static async Task<KeyServiceException> FromResponseAsync(
        HttpResponseMessage response, RefitSettings settings, Exception? innerException)
    {
        var envelope = await ErrorEnvelope.ReadAsync(response.Content).ConfigureAwait(false);
        var code = $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        var message = (innerException, envelope?.Error) switch
        {
            ({ }, _) => $"The key service answered {code} with a body that cannot be read: the outcome of the call is unknown.",
            (_, { } error) => $"The key service answered {code}{Describe(error, response.ReasonPhrase)}{Name(envelope.Meta?.RequestId)}.",
            _ => $"The key service answered {code}.",
        };

        // A success that cannot be read may hold the text of a new key. The charset is not the sender's to choose: it may be unknown here.
        var content = response.IsSuccessStatusCode
            ? null
            : Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        return new KeyServiceException(message, response.RequestMessage!, response, content, envelope, settings, innerException);
    }

    /// <summary>The title and the detail, without what the text before them says already.</summary>
    private static string Describe(ErrorBody error, string? reason)
    {
        var title = WithoutRepetition(error.Title, reason);
        var detail = WithoutRepetition(WithoutRepetition(error.Detail, reason), error.Title);
        return string.Concat(new[] { title, detail }.Where(text => text.Length > 0).Select(text => $": {text}"));
    }

    private static string WithoutRepetition(string? text, string? before)
    {
        var trimmed = text?.Trim().TrimEnd('.') ?? "";
        return !string.IsNullOrEmpty(before)
            && trimmed.StartsWith(before, StringComparison.OrdinalIgnoreCase)
            && (trimmed.Length == before.Length || trimmed[before.Length] is ':' or '.')
            ? trimmed[before.Length..].TrimStart(':', '.', ' ')
            : trimmed;
    }

    private static string Name(string? requestId) => string.IsNullOrEmpty(requestId) ? "" : $" (request {requestId})";
}
