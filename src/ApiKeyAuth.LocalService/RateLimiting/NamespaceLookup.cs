using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.RateLimiting;

internal static class NamespaceLookup
{
    public static Namespace RequireNamespace(this State state, string idOrName, bool evenDeleted = false) =>
        state.NamespaceByIdOrName(idOrName) is { } found && (evenDeleted || !found.IsDeleted)
            ? found
            : throw new ErrorResponseException(ErrorType.NamespaceNotFound, "There is no such namespace.");

    /// <summary>Returns the override of exactly this identifier.</summary>
    public static Override? ExactOverride(this State state, Namespace @namespace, string identifier) =>
        state.OverrideIds.TryGetValue((@namespace.Id, identifier), out var id) && state.Overrides.Find(id) is { IsDeleted: false } found
            ? found
            : null;

    /// <summary>Returns the override that applies: the exact one, otherwise one whose pattern matches.</summary>
    public static Override? ApplicableOverride(this State state, Namespace @namespace, string identifier) =>
        state.ExactOverride(@namespace, identifier)
        ?? state.OverridesOf(@namespace, cursor: null)
            .FirstOrDefault(candidate => candidate.Identifier.Contains('*') && Glob.Matches(candidate.Identifier, identifier));

    public static IEnumerable<Override> OverridesOf(this State state, Namespace @namespace, string? cursor) =>
        state.OverrideIdsByNamespace.IdsOf(@namespace.Id)
            .StartingAt(cursor)
            .Select(id => state.Overrides.Find(id)!)
            .Where(candidate => !candidate.IsDeleted);
}
