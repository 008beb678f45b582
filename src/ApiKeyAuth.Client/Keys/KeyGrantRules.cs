namespace ApiKeyAuth.Client;

/// <summary>The rules of the service for the roles and permissions of a key.</summary>
internal static class KeyGrantRules
{
    /// <summary>Where a key gets its roles and permissions, a repetition is an error 500 of the service's database.</summary>
    public static void ValidateNew(IReadOnlyList<string>? roles, IReadOnlyList<string>? permissions, ArgumentPath at)
    {
        TextRule.Any.CheckEach(roles, at, "Roles");
        Rule.Distinct(roles, role => role, StringComparer.Ordinal, at, "Roles");
        TextRule.Any.CheckEach(permissions, at, "Permissions");
        Rule.Distinct(permissions, slug => slug, StringComparer.OrdinalIgnoreCase, at, "Permissions");
    }
}
