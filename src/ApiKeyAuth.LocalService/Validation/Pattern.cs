using System.Text.RegularExpressions;

namespace ApiKeyAuth.LocalService.Validation;

/// <summary>The patterns of the contract. They end in <c>\z</c>, because in .NET <c>$</c> also matches before a final newline.</summary>
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

    /// <summary>Returns the pattern as the schema of the real service contains it.</summary>
    public static string Published(Regex pattern) => "^" + pattern.ToString()[2..^2] + "$";
}
