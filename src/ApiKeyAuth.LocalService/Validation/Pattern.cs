using System.Text.RegularExpressions;

namespace ApiKeyAuth.LocalService.Validation;

/// <summary>The patterns of the contract. They end in <c>\z</c>: here <c>$</c> would match before a final newline too.</summary>
internal static partial class Pattern
{
    [GeneratedRegex(@"\A[a-zA-Z0-9_]+\z")]
    public static partial Regex Identifier();

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]+\z")]
    public static partial Regex DashedIdentifier();

    [GeneratedRegex(@"\A[a-zA-Z0-9_.-]+\z")]
    public static partial Regex ExternalId();

    [GeneratedRegex(@"\A[a-zA-Z0-9_:\-\.\*]+\z")]
    public static partial Regex Slug();

    /// <summary>The pattern as the schema of the service writes it.</summary>
    public static string Published(Regex pattern) => "^" + pattern.ToString()[2..^2] + "$";
}
