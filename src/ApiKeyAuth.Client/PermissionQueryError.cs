namespace ApiKeyAuth.Client;

/// <summary>Describes why a text is not a permission query.</summary>
/// <param name="Position">The place of the first character that does not fit, counted from 0 in UTF-16 units.</param>
/// <param name="Reason">What is wrong there.</param>
public sealed record PermissionQueryError(int Position, string Reason);
