namespace ApiKeyAuth.Client;

/// <summary>An invalid part of a request.</summary>
public sealed class KeyServiceFieldError
{
    /// <summary>Gets the location: a JSON pointer into the service's schema, or a word such as <c>security</c> or <c>requestBody</c>.</summary>
    public string? Location { get; init; }

    /// <summary>Gets the description of the problem, for people.</summary>
    public string? Message { get; init; }

    /// <summary>Gets the way to correct it, for people.</summary>
    public string? Fix { get; init; }
}
