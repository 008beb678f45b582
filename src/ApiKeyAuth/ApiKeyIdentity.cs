using System.Security.Claims;

namespace ApiKeyAuth;

/// <summary>
/// The identity of a verified key, with the facts that permission requirements read. Most requests are decided by those alone, so the
/// claims are made at the first look at one; from then on it is like any other identity.
/// </summary>
internal sealed class ApiKeyIdentity : ClaimsIdentity
{
    private readonly Lock _making = new();
    private readonly string _issuer;
    private volatile bool _hasClaims;

    public ApiKeyIdentity(ApiKeyInfo key, string authenticationType, string issuer)
        : base(authenticationType)
    {
        Key = key;
        _issuer = issuer;
    }

    private ApiKeyIdentity(ApiKeyIdentity other)
        : base(other)
    {
        Key = other.Key;
        _issuer = other._issuer;
        _hasClaims = other._hasClaims;
    }

    public ApiKeyInfo Key { get; }

    public override IEnumerable<Claim> Claims
    {
        get
        {
            MakeClaims();
            return base.Claims;
        }
    }

    public override ClaimsIdentity Clone()
    {
        // Between the copy of the claims and the copy of the flag nobody may make them.
        lock (_making)
        {
            return new ApiKeyIdentity(this);
        }
    }

    public override bool HasClaim(string type, string value) =>
        !_hasClaims && type is not null && value is not null && type.Equals(ClaimTypes.Role, StringComparison.OrdinalIgnoreCase)
            ? Key.Roles.Contains(value, StringComparer.Ordinal)
            : base.HasClaim(type!, value!);

    public override void AddClaim(Claim claim)
    {
        MakeClaims();
        base.AddClaim(claim);
    }

    public override void AddClaims(IEnumerable<Claim?> claims)
    {
        MakeClaims();
        base.AddClaims(claims);
    }

    public override void RemoveClaim(Claim? claim)
    {
        MakeClaims();
        base.RemoveClaim(claim);
    }

    public override bool TryRemoveClaim(Claim? claim)
    {
        MakeClaims();
        return base.TryRemoveClaim(claim);
    }

    protected override void WriteTo(BinaryWriter writer, byte[]? userData)
    {
        MakeClaims();
        base.WriteTo(writer, userData);
    }

    private void MakeClaims()
    {
        if (_hasClaims)
        {
            return;
        }

        lock (_making)
        {
            if (!_hasClaims)
            {
                base.AddClaims(ClaimsOf(Key));
                _hasClaims = true;
            }
        }
    }

    private IEnumerable<Claim> ClaimsOf(ApiKeyInfo key)
    {
        yield return Claim(ClaimTypes.NameIdentifier, key.KeyId);
        if (key.Name is { } name)
        {
            yield return Claim(ClaimTypes.Name, name);
        }

        if (key.ExternalId is { } externalId)
        {
            yield return Claim(ApiKeyClaimTypes.ExternalId, externalId);
        }

        foreach (var role in key.Roles)
        {
            yield return Claim(ClaimTypes.Role, role);
        }

        foreach (var permission in key.Permissions)
        {
            yield return Claim(ApiKeyClaimTypes.Permission, permission);
        }
    }

    private Claim Claim(string type, string value) => new(type, value, ClaimValueTypes.String, _issuer, _issuer, this);
}
