namespace ApiKeyAuth.Client;

/// <summary>One thing that the service found wrong in a request.</summary>
public sealed class KeyServiceFieldError
{
    /// <summary>Where: a JSON pointer into the service's schema, or a word such as <c>security</c> or <c>requestBody</c>.</summary>
    public string? Location { get; init; }

    /// <summary>What is wrong, for people.</summary>
    public string? Message { get; init; }

    /// <summary>How to mend it, for people.</summary>
    public string? Fix { get; init; }
}
