using System.Security.Claims;

namespace ApiKeyAuth;

/// <summary>The identity of a verified key, with the facts that permission requirements read.</summary>
internal sealed class ApiKeyIdentity : ClaimsIdentity
{
    public ApiKeyIdentity(ApiKeyInfo key, string authenticationType, string issuer)
        : base(Claims(key, issuer), authenticationType)
    {
        Key = key;
    }

    private ApiKeyIdentity(ApiKeyIdentity other)
        : base(other)
    {
        Key = other.Key;
    }

    public ApiKeyInfo Key { get; }

    public override ClaimsIdentity Clone() => new ApiKeyIdentity(this);

    private static new IEnumerable<Claim> Claims(ApiKeyInfo key, string issuer)
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

        Claim Claim(string type, string value) => new(type, value, ClaimValueTypes.String, issuer);
    }
}
