using System.Security.Claims;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>
/// The identity of a verified key, with the attributes that permission requirements read. Those alone decide most requests, so the claims
/// are created when they are first read. After that it behaves like any other identity.
/// </summary>
internal sealed class ApiKeyIdentity : ClaimsIdentity
{
    private Lock? _making;
    private readonly string _issuer;
    private readonly ApiKeyOptions _options;
    private volatile bool _hasClaims;

    public ApiKeyIdentity(ApiKeyInfo key, string authenticationType, ApiKeyOptions options)
        : base(authenticationType)
    {
        Key = key;
        _options = options;
        _issuer = options.ClaimsIssuer ?? authenticationType;
    }

    private ApiKeyIdentity(ApiKeyIdentity other)
        : base(other)
    {
        Key = other.Key;
        _options = other._options;
        _issuer = other._issuer;
        _hasClaims = other._hasClaims;
    }

    public ApiKeyInfo Key { get; }

    public PermissionEvaluator? Evaluator => _options.PermissionEvaluator;

    /// <summary>
    /// Gets or sets the failure of the last authorization of this identity. Code that forbids usually does so because of it.
    /// </summary>
    public AuthorizationFailure? LastFailure { get; set; }

    public string Scheme => base.AuthenticationType!;

    /// <summary>The base class's copy constructor reads it and then copies the claims from a field that may not be filled yet.</summary>
    public override string? AuthenticationType
    {
        get
        {
            MakeClaims();
            return base.AuthenticationType;
        }
    }

    // Created when it is needed, like the claims.
    private Lock Making => LazyInitializer.EnsureInitialized(ref _making);

    public static ApiKeyIdentity? Of(ClaimsPrincipal? user) =>
        user is null ? null : user.Identity as ApiKeyIdentity ?? user.Identities.OfType<ApiKeyIdentity>().FirstOrDefault();

    public bool Satisfies(PermissionQuery query) =>
        Key.Satisfies(query) || (_options.AllowPermissionWildcards && Key.SatisfiesWithWildcards(query));

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
        // Nothing may create the claims between the copy of the claims and the copy of the flag.
        lock (Making)
        {
            return new ApiKeyIdentity(this);
        }
    }

    public override bool HasClaim(string type, string value) =>
        !_hasClaims && _options.MetaClaims.Count == 0
            && type is not null && value is not null && type.Equals(ClaimTypes.Role, StringComparison.OrdinalIgnoreCase)
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

        lock (Making)
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

        foreach (var (type, value) in MetaClaims.Of(key, _options.MetaClaims))
        {
            yield return Claim(type, value);
        }
    }

    private Claim Claim(string type, string value) => new(type, value, ClaimValueTypes.String, _issuer, _issuer, this);
}
