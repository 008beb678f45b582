using System.Text;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>Joins the permission queries of a policy into the one that a verification carries.</summary>
internal static class PermissionPlan
{
    private const string Conjunction = " AND ";

    public static VerificationPlan For(AuthorizationPolicy policy)
    {
        var queries = policy.Requirements.OfType<PermissionRequirement>().Select(requirement => requirement.Query.Text).Distinct().ToArray();
        if (queries.Length <= 1)
        {
            return queries.Length == 0 ? VerificationPlan.Empty : new VerificationPlan(queries[0]);
        }

        // What does not fit is left to the local check; the service would refuse the whole query. Permission queries are ASCII.
        var joined = new StringBuilder();
        foreach (var query in queries)
        {
            var separator = joined.Length == 0 ? "" : Conjunction;
            if (joined.Length + separator.Length + query.Length + 2 <= PermissionQuery.MaxLength)
            {
                joined.Append(separator).Append('(').Append(query).Append(')');
            }
        }

        return joined.Length == 0 ? VerificationPlan.Empty : new VerificationPlan(joined.ToString());
    }
}
