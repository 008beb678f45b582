using ApiKeyAuth.Client;
using ApiKeyAuth.LocalService.Analytics;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;
using Api = ApiKeyAuth.LocalService.Storage.Api;
using Identity = ApiKeyAuth.LocalService.Storage.Identity;

namespace ApiKeyAuth.LocalService.Verification;

/// <summary>Evaluates a key that was found. The order of the checks is part of the protocol; credits come last.</summary>
internal sealed class Verifier(Call call, State state, Key key)
{
    private readonly Api _api = state.Apis.Find(key.ApiId)!;
    private readonly Identity? _identity = state.LiveIdentity(key.IdentityId);
    private readonly List<string> _permissions = [.. state.SlugsOf(key)];

    private long _spent;

    public VerificationData Evaluate()
    {
        var verdict = Verdict();
        call.Verified = new VerificationRow(
            call.Http.TraceIdentifier,
            call.Now,
            _api.KeyspaceId,
            _api.Id,
            key.Id,
            _identity?.ExternalId,
            verdict.Code,
            call.Body.Texts("tags"),
            _spent);
        return verdict;
    }

    private VerificationData Verdict()
    {
        var query = ReadQuery();
        if (ErrorResponseOf(query) is { } code)
        {
            return Verdict(code, key.Remaining);
        }

        var limits = RequestedRateLimits.For(key, _identity, call.Body.Optional("ratelimits")).Evaluate(call.Workspace.Limiter, call.Now);
        if (limits?.Exists(limit => limit.Exceeded) == true)
        {
            return Verdict("RATE_LIMITED", key.Remaining, limits);
        }

        var (isEnough, left) = Spend(call.Body.Optional("credits")?.Integer("cost") ?? 1);
        return Verdict(isEnough ? "VALID" : "USAGE_EXCEEDED", left, limits);
    }

    /// <summary>A look without spending writes nothing.</summary>
    private (bool IsEnough, long? Left) Spend(long cost)
    {
        if (key.Remaining is null || cost == 0)
        {
            return (true, call.Store.Current.Keys.Find(key.Id)?.Remaining);
        }

        var (isEnough, left) = call.Write(transaction => transaction.Spend(key.Id, cost));
        _spent = isEnough && left is not null ? cost : 0;
        return (isEnough, left);
    }

    private string? ErrorResponseOf(PermissionQuery? query)
    {
        if (!key.Enabled)
        {
            return "DISABLED";
        }

        // Not the milliseconds of the call: a key that expires at this very moment has not expired yet, one tick later it has.
        if (key.Expires is { } expires && call.Workspace.Now > DateTimeOffset.FromUnixTimeMilliseconds(expires))
        {
            return "EXPIRED";
        }

        var allowed = _api.AllowedAddresses;
        if (!allowed.IsEmpty && !allowed.Contains(ClientAddress.Of(call.Http), StringComparer.Ordinal))
        {
            return "FORBIDDEN";
        }

        return query is null || query.IsSatisfiedBy(_permissions.ToHashSet(StringComparer.Ordinal)) ? null : "INSUFFICIENT_PERMISSIONS";
    }

    private PermissionQuery? ReadQuery()
    {
        if (call.Body.OptionalText("permissions") is not { } text)
        {
            return null;
        }

        return PermissionQuery.TryParse(QueryText.AsRead(text), out var query, out var error)
            ? query
            : throw new ErrorResponseException(ErrorType.PermissionQuerySyntax, $"At position {error.Position}: {error.Reason}");
    }

    private VerificationData Verdict(string code, long? credits, List<CheckedLimitData>? limits = null) => new()
    {
        Valid = code == "VALID",
        Code = code,
        KeyId = key.Id,
        KeyspaceId = _api.KeyspaceId,
        Enabled = key.Enabled,
        Name = DataMapping.NullIfEmpty(key.Name),
        Meta = key.Meta,
        Expires = DataMapping.NullIfZero(key.Expires),
        Credits = credits,
        Permissions = _permissions.Count == 0 ? null : _permissions,
        Roles = DataMapping.NullIfEmpty(state.RolesOf(key).Select(role => role.Name)),
        Identity = _identity is null ? null : (_identity with { RateLimits = [.. _identity.NotHiddenBy(key)] }).ToData(),
        RateLimits = limits,
    };
}
