using System.Text;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>Joins the permission queries of a policy into the one that a verification sends.</summary>
internal static class PermissionQueries
{
    private const string Conjunction = " AND ";

    /// <param name="policy">A policy whose declared permissions were replaced by queries.</param>
    /// <param name="allowWildcards">Whether a permission is also sent in its wildcard forms.</param>
    public static VerificationRequirements For(AuthorizationPolicy policy, bool allowWildcards)
    {
        var queries = policy.Requirements.OfType<PermissionRequirement>().Select(requirement => requirement.Query).ToArray();
        return Join([.. queries.Select(query => allowWildcards ? Wildcards.Expand(query.Text) : query.Text).Distinct()]) is { } joined
            ? new VerificationRequirements(PermissionQuery.Parse(joined), ScopeOf(queries))
            : VerificationRequirements.Empty;
    }

    /// <summary>Returns the missing permissions as the <c>scope</c> of RFC 6750, a list of required values without alternatives.</summary>
    public static string? ScopeOf(IReadOnlyCollection<PermissionQuery> queries) =>
        queries.Count > 0 && queries.All(query => query.IsConjunction)
            ? string.Join(' ', queries.SelectMany(query => query.Names).Distinct())
            : null;

    private static string? Join(string[] queries)
    {
        if (queries is [var only])
        {
            return only.Length <= PermissionQuery.MaxLength ? only : null;
        }

        // Queries that do not fit are checked locally, since the key service would reject the whole query. Permission queries are ASCII.
        var joined = new StringBuilder();
        foreach (var query in queries)
        {
            var separator = joined.Length == 0 ? "" : Conjunction;
            if (joined.Length + separator.Length + query.Length + 2 <= PermissionQuery.MaxLength)
            {
                joined.Append(separator).Append('(').Append(query).Append(')');
            }
        }

        return joined.Length == 0 ? null : joined.ToString();
    }
}
