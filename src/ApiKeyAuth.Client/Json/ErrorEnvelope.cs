namespace ApiKeyAuth.Client;

internal sealed class ErrorEnvelope
{
    public ResponseMeta? Meta { get; init; }

    public ErrorBody? Error { get; init; }
}

internal sealed class ErrorBody
{
    public string? Title { get; init; }

    public string? Detail { get; init; }

    public string? Type { get; init; }

    public IReadOnlyList<KeyServiceFieldError>? Errors { get; init; }
}
