using ApiKeyAuth.LocalService;

namespace MinimalApi.Demo;

/// <summary>Keys whose text is known to everybody: for the embedded service only.</summary>
public static class DemoKeys
{
    public const string Reader = "demo_reader";
    public const string Writer = "demo_writer";
    public const string Editor = "demo_editor";
    public const string Metered = "demo_metered";
    public const string Limited = "demo_limited";
    public const string Disabled = "demo_disabled";
    public const string Expired = "demo_expired";

    public static void AddTo(LocalKeyService service, string? apiId)
    {
        var api = service.AddApi("minimal-api", apiId);
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = Reader, Name = "Reader", Permissions = ["keys.read"] });
        service.AddKey(new KeySeed
        {
            ApiId = api.ApiId,
            Key = Writer,
            Name = "Writer",
            ExternalId = "customer_42",
            Meta = """{"plan":"pro","seats":5}""",
            Roles = ["key-admin"],
            RolePermissions = new Dictionary<string, string[]> { ["key-admin"] = ["keys.read", "keys.write"] },
            RateLimits = [new LocalRateLimit("tokens", 30, TimeSpan.FromMinutes(1))],
        });
        service.AddKey(new KeySeed
        {
            ApiId = api.ApiId,
            Key = Editor,
            Name = "Editor",
            Permissions = ["keys.read", "reports.export"],
            Roles = ["editor"],
        });
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = Metered, Name = "Metered", Permissions = ["keys.read"], Credits = 10 });
        service.AddKey(new KeySeed
        {
            ApiId = api.ApiId,
            Key = Limited,
            Name = "Limited",
            Permissions = ["keys.read"],
            RateLimits = [new LocalRateLimit("requests", 3, TimeSpan.FromMinutes(1), AutoApply: true)],
        });
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = Disabled, Name = "Disabled", Permissions = ["keys.read"], Enabled = false });
        service.AddKey(new KeySeed
        {
            ApiId = api.ApiId,
            Key = Expired,
            Name = "Expired",
            Permissions = ["keys.read"],
            Expires = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
        });
    }
}
