using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text.Json;
using ApiKeyAuth.Client;

namespace ApiKeyAuth.Tests.Framework;

/// <summary>The identity makes its claims late; nobody may see a difference from one that has them from the beginning.</summary>
public sealed class IdentityTests
{
    private static readonly VerifyKeyResult Result = new()
    {
        Valid = true,
        Code = VerificationCodes.Valid,
        KeyId = "key_1",
        Name = "n",
        Roles = ["editor", "viewer"],
        Permissions = ["docs.read"],
        Identity = new KeyServiceIdentity { Id = "id_1", ExternalId = "customer_1" },
        Meta = JsonDocument.Parse("""{"plan":"pro"}""").RootElement,
    };

    private static ApiKeyIdentity Lazy(Action<ApiKeyOptions>? configure = null)
    {
        var options = new ApiKeyOptions();
        configure?.Invoke(options);
        return new ApiKeyIdentity(new ApiKeyInfo(Result, "req_1"), "ApiKey", options);
    }

    private static ClaimsIdentity Plain() => new(
        new (string Type, string Value)[]
        {
            (ClaimTypes.NameIdentifier, "key_1"), (ClaimTypes.Name, "n"), (ApiKeyClaimTypes.ExternalId, "customer_1"),
            (ClaimTypes.Role, "editor"), (ClaimTypes.Role, "viewer"), (ApiKeyClaimTypes.Permission, "docs.read"),
        }.Select(claim => new Claim(claim.Type, claim.Value, ClaimValueTypes.String, "ApiKey")),
        "ApiKey");

    private static string Text(IEnumerable<Claim> claims) => string.Join(' ', claims.Select(claim => $"{claim.Type}={claim.Value}@{claim.Issuer}"));

    private static string Text(Claim? claim) => claim is null ? "none" : Text([claim]);

    private static ClaimsIdentity Copied(ClaimsIdentity identity)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        new ClaimsPrincipal(identity).WriteTo(writer);
        writer.Flush();
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        return (ClaimsIdentity)new ClaimsPrincipal(reader).Identity!;
    }

    private static string After(ClaimsIdentity identity, Action<ClaimsIdentity> act)
    {
        act(identity);
        return Text(identity.Claims);
    }

    /// <summary>Each is the first look at an identity.</summary>
    private static readonly Dictionary<string, Func<ClaimsIdentity, string>> Looks = new()
    {
        ["claims"] = identity => Text(identity.Claims),
        ["claims of a principal"] = identity => Text(new ClaimsPrincipal(identity).Claims),
        ["claims of a copied principal"] = identity => Text(new ClaimsPrincipal(identity).Clone().Claims),
        ["find all by type"] = identity => Text(identity.FindAll(ClaimTypes.Role)),
        ["find all"] = identity => Text(identity.FindAll(claim => claim.Value.Length > 1)),
        ["find first by type"] = identity => Text(identity.FindFirst(ApiKeyClaimTypes.Permission)),
        ["find first"] = identity => Text(identity.FindFirst(claim => claim.Value == "viewer")),
        ["find nothing"] = identity => Text(identity.FindFirst("nothing")),
        ["has"] = identity => $"{identity.HasClaim(claim => claim.Value == "docs.read")}",
        ["has permission"] = identity => $"{identity.HasClaim(ApiKeyClaimTypes.Permission, "docs.read")} {identity.HasClaim("permission", "docs.write")}",
        ["has role"] = identity => $"{identity.HasClaim(ClaimTypes.Role, "editor")} {identity.HasClaim(ClaimTypes.Role, "Editor")}",
        ["has role in another case"] = identity => $"{identity.HasClaim(ClaimTypes.Role.ToUpperInvariant(), "editor")}",
        ["is in role"] = identity => $"{new ClaimsPrincipal(identity).IsInRole("viewer")} {new ClaimsPrincipal(identity).IsInRole("admin")}",
        ["name and types"] = identity => $"{identity.Name} {identity.AuthenticationType} {identity.IsAuthenticated} {identity.NameClaimType} {identity.RoleClaimType}",
        ["subject"] = identity => $"{identity.Claims.All(claim => ReferenceEquals(claim.Subject, identity))}",
        ["copy by constructor"] = identity => Text(new ClaimsIdentity(identity).Claims),
        ["copy with more claims"] = identity => Text(new ClaimsIdentity(identity, [new Claim("a", "b")]).Claims),
        ["copy with its own type"] = identity => Text(new ClaimsIdentity(identity, null, identity.AuthenticationType, null, null).Claims),
        ["copy in another principal"] = identity => $"{new ClaimsPrincipal(new ClaimsIdentity(identity)).IsInRole("editor")}",
        ["clone"] = identity => Text(identity.Clone().Claims),
        ["clone of a clone"] = identity => Text(identity.Clone().Clone().Claims),
        ["clone with a role"] = identity => $"{After(identity.Clone(), clone => clone.AddClaim(new Claim(ClaimTypes.Role, "added")))} {Text(identity.Claims)}",
        ["written and read"] = identity => $"{Copied(identity).AuthenticationType} {Text(Copied(identity).Claims)}",
        ["add"] = identity => After(identity, it => it.AddClaim(new Claim("a", "b"))),
        ["add several"] = identity => After(identity, it => it.AddClaims([new Claim("a", "b"), new Claim("c", "d")])),
        ["remove"] = identity => After(identity, it => it.RemoveClaim(it.FindFirst(ClaimTypes.Role))),
        ["remove what is not there"] = identity => $"{identity.TryRemoveClaim(new Claim("a", "b"))} {Text(identity.Claims)}",
        ["remove role, then ask"] = identity => $"{identity.TryRemoveClaim(identity.FindFirst(ClaimTypes.Role))} {identity.HasClaim(ClaimTypes.Role, "editor")}",
        ["remove what is another's"] = identity => Assert.Throws<InvalidOperationException>(() => identity.RemoveClaim(new Claim("a", "b"))).GetType().Name,
        ["nothing"] = identity => Assert.Throws<ArgumentNullException>(() => identity.HasClaim(null!, "x")).ParamName
            + Assert.Throws<ArgumentNullException>(() => identity.HasClaim("x", null!)).ParamName
            + Assert.Throws<ArgumentNullException>(() => identity.AddClaim(null!)).ParamName,
        ["label, context and actor"] = identity =>
        {
            (identity.Label, identity.BootstrapContext, identity.Actor) = ("label", "context", new ClaimsIdentity("Actor"));
            var clone = identity.Clone();
            return $"{clone.Label} {clone.BootstrapContext} {clone.Actor!.AuthenticationType} {Text(clone.Claims)}";
        },
    };

    public static TheoryData<string> LookNames => [.. Looks.Keys];

    [Theory]
    [MemberData(nameof(LookNames))]
    public void First_look_at_the_identity_sees_what_a_plain_one_has(string look) => Assert.Equal(Looks[look](Plain()), Looks[look](Lazy()));

    [Fact]
    public void Metadata_that_is_mapped_to_roles_counts_from_the_first_question_on()
    {
        Assert.True(new ClaimsPrincipal(Lazy(options => options.MetaClaims["plan"] = ClaimTypes.Role)).IsInRole("pro"));
        Assert.False(new ClaimsPrincipal(Lazy(options => options.MetaClaims["plan"] = "plan")).IsInRole("pro"));
        Assert.True(new ClaimsPrincipal(Lazy(options => options.MetaClaims["plan"] = "plan")).IsInRole("editor"));
    }

    [Fact]
    public void All_who_look_at_once_see_all_claims()
    {
        var expected = Text(Plain().Claims);
        var seen = new ConcurrentBag<string>();
        for (var round = 0; round < 200; round++)
        {
            var identity = Lazy();
            Parallel.For(0, 8, look => seen.Add(Text((look % 3) switch
            {
                0 => identity.Claims,
                1 => identity.Clone().Claims,
                _ => new ClaimsIdentity(identity).Claims,
            })));
        }

        Assert.All(seen, claims => Assert.Equal(expected, claims));
    }

    [Fact]
    public void Clone_keeps_the_facts_and_a_copy_of_another_kind_does_not()
    {
        Assert.Equal("key_1", new ClaimsPrincipal(Lazy().Clone()).GetApiKey("ApiKey")!.KeyId);
        Assert.Null(new ClaimsPrincipal(new ClaimsIdentity(Lazy())).GetApiKey());
    }
}
