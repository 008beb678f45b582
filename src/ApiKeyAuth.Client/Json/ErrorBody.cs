using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

internal sealed class ErrorBody
{
    private const string TypePrefix = "/docs/errors/";

    public string? Title { get; init; }

    public string? Detail { get; init; }

    public string? Type { get; init; }

    public IReadOnlyList<KeyServiceFieldError>? Errors { get; init; }

    [JsonIgnore]
    public Uri? TypeUri => Uri.TryCreate(Type, UriKind.Absolute, out var uri) ? uri : null;

    /// <summary>Gets the path of the type without its fixed beginning; the host of the service's documentation may differ.</summary>
    [JsonIgnore]
    public string? Code =>
        TypeUri?.AbsolutePath is { } path && path.StartsWith(TypePrefix, StringComparison.Ordinal) ? path[TypePrefix.Length..] : null;
}
