namespace ApiKeyAuth;

/// <summary>A refusal as the caller sees it: a row of the table in the documentation.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable code, also the end of the problem's type URI.</param>
/// <param name="Title">The short text of the problem.</param>
internal sealed record ErrorResponse(int Status, string Code, string Title)
{
    /// <summary>The longer text of the problem.</summary>
    public string? Detail { get; init; }

    /// <summary>The short text where other schemes reject the request, too: its caller may not know of API keys.</summary>
    public string? TitleBesideOthers { get; init; }

    /// <summary>The longer text in that case.</summary>
    public string? DetailBesideOthers { get; init; }

    /// <summary>The <c>error</c> of RFC 6750, where it has one for this.</summary>
    public string? Error { get; init; }

    /// <summary>Why a key is not valid, where it is known.</summary>
    public string? Reason { get; init; }

    /// <summary>The <c>scope</c> of RFC 6750: what the key lacks.</summary>
    public string? Scope { get; init; }

    /// <summary>The service's id of the request, where it answered.</summary>
    public string? RequestId { get; init; }

    /// <summary>When an exceeded limit's window ends.</summary>
    public DateTimeOffset? Reset { get; init; }

    /// <summary>When to come back.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public string Type => ApiKeyProblemTypes.Prefix + Code;

    public ErrorResponse BesideOthers() => this with { Title = TitleBesideOthers ?? Title, Detail = DetailBesideOthers ?? Detail };
}
