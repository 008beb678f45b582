using System.Text.Json;
using ApiKeyAuth.Testing;

namespace ApiKeyAuth.Client.Tests;

/// <summary>What goes beyond single bounds: rules between members, what the service would take wrongly, and how a refusal looks.</summary>
public sealed class RefusalTests
{
    private static readonly RateLimitInput Limit = new() { Name = "requests", Limit = 1, Duration = TimeSpan.FromSeconds(1) };
    private static readonly CreditsRefill Daily = new() { Interval = RefillIntervals.Daily, Amount = 1 };
    private static readonly CreditsRefill MonthlyWithoutDay = new() { Interval = RefillIntervals.Monthly, Amount = 1 };
    private static readonly CreditsRefill DailyWithDay = new() { Interval = RefillIntervals.Daily, Amount = 1, RefillDay = 1 };

    private static readonly (string ParamName, object Request)[] ErrorResponseMapper =
    [
        ("KeyId", new GetKeyRequest { KeyId = null! }),
        ("Name", new UpdateKeyRequest { KeyId = "key_1", Name = "half \ud83d" }),
        ("Roles", new SetRolesRequest { KeyId = "key_1", Roles = null! }),
        ("Permissions[1]", new AddPermissionsRequest { KeyId = "key_1", Permissions = ["p", null!] }),
        ("Expiration", new RerollKeyRequest { KeyId = "key_1", Expiration = TimeSpan.FromTicks(-1) }),

        // Each fails in the service's database, as an error 500.
        ("Roles[1]", new CreateKeyRequest { ApiId = "api_1", Roles = ["r", "r"] }),
        ("Permissions[1]", new CreateKeyRequest { ApiId = "api_1", Permissions = ["docs.read", "Docs.Read"] }),
        ("Roles[1]", new UpdateKeyRequest { KeyId = "key_1", Roles = ["r", "r"] }),
        ("Meta", new CreateKeyRequest { ApiId = "api_1", Meta = Object(65_536) }),
        ("Keys[1]", Migration(new MigrateKey { Hash = "same" }, new MigrateKey { Hash = "same" })),
        ("Keys[0].Credits.Remaining", Migration(new MigrateKey { Hash = "hash", Credits = new KeyServiceCredits { Remaining = null } })),

        // Of two limits of one name the service takes the last.
        ("RateLimits[1]", new CreateKeyRequest { ApiId = "api_1", RateLimits = [Limit, Limit] }),
        ("RateLimits[1]", new UpdateKeyRequest { KeyId = "key_1", RateLimits = [Limit, Limit] }),
        ("RateLimits[1]", new CreateIdentityRequest { ExternalId = "user_1", RateLimits = [Limit, Limit] }),
        ("RateLimits[1]", new UpdateIdentityRequest { Identity = "user_1", RateLimits = [Limit, Limit] }),
        ("RateLimits[1]", Verification(new VerifyKeyRateLimit { Name = "abc" }, new VerifyKeyRateLimit { Name = "abc" })),

        // A limit that the limiter cannot use switches off every limit of the call.
        ("RateLimits[0].Limit", Verification(new VerifyKeyRateLimit { Name = "abc", Limit = 0, Duration = TimeSpan.FromSeconds(1) })),
        ("RateLimits[0].Duration", Verification(new VerifyKeyRateLimit { Name = "abc", Limit = 1, Duration = TimeSpan.FromMilliseconds(999.9) })),
        ("RateLimits[1].Duration", Verification(new VerifyKeyRateLimit { Name = "one" }, new VerifyKeyRateLimit { Name = "two", Limit = 1 })),
        ("RateLimits[0].Limit", Verification(new VerifyKeyRateLimit { Name = "abc", Duration = TimeSpan.FromSeconds(1) })),
        ("Permissions", new VerifyKeyRequest { Key = VerificationClient.ApiKey, Permissions = "a AND" }),
        ("Credits.Cost", new VerifyKeyRequest { Key = VerificationClient.ApiKey, Credits = new VerifyKeyCredits { Cost = -1 } }),

        // An empty list is an error of the service; a list that is left out lets keys of every keyspace pass.
        ("Keyspaces", InKeyspaces()),
        ("Keyspaces", InKeyspaces("1", "2", "3", "4", "5", "6")),
        ("Keyspaces[1]", InKeyspaces("ks_1", "")),
        ("Keyspaces[0]", InKeyspaces([null!])),
        ("Keyspaces[0]", InKeyspaces(new string('x', 101))),
        ("Keyspaces[0]", InKeyspaces("half \ud83d")),

        ("Key", new WhoamiRequest { Key = VerificationClient.ApiKey + "\ud83d" }),

        ("Credits.Refill", new CreateKeyRequest { ApiId = "api_1", Credits = new KeyServiceCredits { Remaining = null, Refill = Daily } }),
        ("Credits.Refill.RefillDay", new CreateKeyRequest { ApiId = "api_1", Credits = new KeyServiceCredits { Remaining = 1, Refill = DailyWithDay } }),
        ("Credits.Refill.RefillDay", new UpdateKeyRequest { KeyId = "key_1", Credits = new UpdateKeyCredits { Refill = DailyWithDay } }),
        ("Meta", new UpdateIdentityRequest { Identity = "user_1", Meta = KeyServiceMeta.Write(1, TestJsonContext.Default.Int32) }),
        ("Meta", new UpdateKeyRequest { KeyId = "key_1", Meta = default(JsonElement) }),
        ("Limit", new SetOverrideRequest { Namespace = "ns", Identifier = "i", Limit = 0, Duration = TimeSpan.FromSeconds(1) }),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, ErrorResponseMapper.Length)];

    private static VerifyKeyRequest InKeyspaces(params string[] keyspaces) => new() { Key = VerificationClient.ApiKey, Keyspaces = keyspaces };

    private static MigrateKeysRequest Migration(params MigrateKey[] keys) => new() { MigrationId = "mig_1", ApiId = "api_1", Keys = keys };

    private static VerifyKeyRequest Verification(params VerifyKeyRateLimit[] limits) => new() { Key = VerificationClient.ApiKey, RateLimits = limits };

    private static JsonElement Object(int bytes) =>
        KeyServiceMeta.Write(
            new Dictionary<string, string> { ["m"] = new string('m', bytes - """{"m":""}""".Length) }, TestJsonContext.Default.DictionaryStringString);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Request_is_rejected_with_the_path_and_without_the_value(int row)
    {
        var (paramName, request) = ErrorResponseMapper[row];

        var refusal = Assert.ThrowsAny<ArgumentException>(((IKeyServiceRequest)request).Validate);

        Assert.Equal(paramName, refusal.ParamName);
        Assert.DoesNotContain(VerificationClient.ApiKey, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejection_reaches_the_caller_as_it_is_and_nothing_is_sent()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var client = new ManagementClient(service.Address);
        var request = new GetKeyRequest { KeyId = "half \ud83d" };

        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => client.Keys.GetKeyAsync(request, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Keys.GetKeyAsync(null!, TestContext.Current.CancellationToken));

        Assert.Equal("The text must be valid Unicode: it has an unpaired surrogate. (Parameter 'KeyId')", thrown.Message);
        Assert.Empty(service.Calls);
    }

    [Fact]
    public void Metadata_is_measured_as_the_service_stores_it()
    {
        var fitting = JsonDocument.Parse($$"""{ "m" : "{{new string('ä', (65_535 - 8) / 2)}}" }{{new string(' ', 1000)}}""").RootElement;

        ((IKeyServiceRequest)new CreateKeyRequest { ApiId = "api_1", Meta = fitting }).Validate();
        ((IKeyServiceRequest)new CreateKeyRequest { ApiId = "api_1", Meta = Object(65_535) }).Validate();
    }

    [Fact]
    public void What_the_service_understands_is_let_pass()
    {
        IKeyServiceRequest[] requests =
        [
            new AddRolesRequest { KeyId = "key_1", Roles = ["r", "r"] },
            new UpdateKeyRequest { KeyId = "key_1", Credits = new UpdateKeyCredits() },
            new UpdateKeyRequest { KeyId = "key_1", Meta = JsonElement.Parse("null") },
            new UpdateCreditsRequest { KeyId = "key_1", Operation = CreditOperations.Set },
            new CreateKeyRequest { ApiId = "api_1", Expires = DateTimeOffset.UnixEpoch, Roles = ["R", "r"] },
            new RerollKeyRequest { KeyId = "key_1", Expiration = TimeSpan.Zero },
        ];

        Assert.All(requests, request => request.Validate());
    }

    [Fact]
    public void What_the_service_rejects_with_an_error_of_its_own_is_left_to_it()
    {
        IKeyServiceRequest[] requests =
        [
            new GetKeyRequest { KeyId = "no-dashes!" },
            new UpdateKeyRequest { KeyId = "key_1", Name = "", Expires = DateTimeOffset.MaxValue },
            new AddPermissionsRequest { KeyId = "key_1", Permissions = ["has space"] },
            new AddRolesRequest { KeyId = "key_1", Roles = [] },
            new UpdateCreditsRequest { KeyId = "key_1", Operation = CreditOperations.Increment },
            new UpdateKeyRequest { KeyId = "key_1", Credits = new UpdateKeyCredits { Refill = MonthlyWithoutDay } },
            new LimitRequest { Namespace = "ns", Identifier = "i", Limit = 0, Duration = TimeSpan.FromDays(31), Cost = -1 },
            new ListKeysRequest { ApiId = "api_1", Limit = 101 },
            new GetVerificationsRequest { Query = new string('ä', 8193) },
        ];

        Assert.All(requests, request => request.Validate());
    }
}
