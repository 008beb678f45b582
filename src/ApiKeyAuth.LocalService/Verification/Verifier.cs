using ApiKeyAuth.Client;
using ApiKeyAuth.LocalService.Analytics;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;
using Api = ApiKeyAuth.LocalService.Storage.Api;
using Identity = ApiKeyAuth.LocalService.Storage.Identity;

namespace ApiKeyAuth.LocalService.Verification;

/// <summary>Verifies a key that was found. The order of the checks is part of the protocol; credits are charged last.</summary>
internal sealed class Verifier(Call call, State state, Key key)
{
    private readonly Api _api = state.Apis.Find(key.ApiId)!;
    private readonly Identity? _identity = state.LiveIdentity(key.IdentityId);
    private readonly List<string> _permissions = [.. state.SlugsOf(key)];

    private long _charged;

    public VerificationData Evaluate()
    {
        var result = Result();
        call.Verified = new VerificationRow(
            call.Http.TraceIdentifier,
            call.Now,
            _api.KeyspaceId,
            _api.Id,
            key.Id,
            _identity?.ExternalId,
            result.Code,
            call.Body.Texts("tags"),
            _charged);
        return result;
    }

    private VerificationData Result()
    {
        var query = ReadQuery();
        if (RejectionCode(query) is { } code)
        {
            return Result(code, key.Remaining);
        }

        var limits = RequestedRateLimits.For(key, _identity, call.Body.Optional("ratelimits")).Evaluate(call.Workspace.Limiter, call.Now);
        if (limits?.Exists(limit => limit.Exceeded) == true)
        {
            return Result("RATE_LIMITED", key.Remaining, limits);
        }

        var (isEnough, left) = Charge(call.Body.Optional("credits")?.Integer("cost") ?? 1);
        return Result(isEnough ? "VALID" : "USAGE_EXCEEDED", left, limits);
    }

    /// <summary>A verification that charges nothing writes nothing.</summary>
    private (bool IsEnough, long? Left) Charge(long cost)
    {
        if (key.Remaining is null || cost == 0)
        {
            return (true, call.Store.Current.Keys.Find(key.Id)?.Remaining);
        }

        var (isEnough, left) = call.Write(transaction => transaction.Charge(key.Id, cost));
        _charged = isEnough && left is not null ? cost : 0;
        return (isEnough, left);
    }

    private string? RejectionCode(PermissionQuery? query)
    {
        if (!key.Enabled)
        {
            return "DISABLED";
        }

        // This compares ticks, not the milliseconds of the call: a key is valid up to its expiry and expired one tick later.
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

    private VerificationData Result(string code, long? credits, List<CheckedLimitData>? limits = null) => new()
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
