using System.Text;
using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// A call to the key service that failed: it answered with an error, unreadably, or not at all. Carries neither the root key nor
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

    /// <summary>Whether the service answered at all. Where not, <see cref="ApiException.StatusCode"/> is 0 and <see cref="Exception.InnerException"/> tells why.</summary>
    public bool HasResponse { get; }

    /// <summary>
    /// Whether the service may have done its work all the same: an attempt was answered with 408 or 5xx, unreadably, or not at all.
    /// Look before you repeat a call that creates or spends something; a conflict (409) may then be this very call's own doing.
    /// </summary>
    public bool IsOutcomeUnknown { get; }

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
