using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>Describes a verification. Its text never appears in <see cref="object.ToString"/>: it holds a secret.</summary>
public sealed class VerifyKeyRequest : IKeyServiceRequest
{
    private const int MostTags = 20;

    internal const int MaxKeyspaces = 5;

    private const long HighestCost = 1_000_000_000_000;

    private static readonly TextRule Query = new(1, PermissionQuery.MaxLength);
    private static readonly TextRule Tag = new(1, 512);
    private static readonly TextRule Keyspace = new(1, TextRule.MaxKeyspaceId);
    private static readonly TextRule Migration = new(0, 256);

    /// <summary>An endpoint uses the same string every time: parsing it costs more than everything else that is checked.</summary>
    private static readonly ConditionalWeakTable<string, string> GoodQueries = [];

    /// <summary>Gets or sets the whole key, 1 to 512 characters.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// Gets or sets the permission query that the key must satisfy, 1 to 1000 characters (<see cref="PermissionQuery"/>). The default is null:
    /// none.
    /// </summary>
    public string? Permissions { get; init; }

    /// <summary>Gets or sets the credits that the verification charges. The default is null, for which the service uses 1.</summary>
    public VerifyKeyCredits? Credits { get; init; }

    /// <summary>
    /// Gets or sets the rate limits to count this verification on, none twice, beside those that the key applies by itself. The default is null:
    /// none.
    /// </summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<VerifyKeyRateLimit>? RateLimits { get; init; }

    /// <summary>Gets or sets the labels for the service's analytics, at most 20 of 1 to 512 characters each. The default is null: none.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Gets or sets the id of the migration that may have imported the key, at most 256 characters. The default is null: none.</summary>
    public string? MigrationId { get; init; }

    /// <summary>
    /// Gets or sets the ids of the keyspaces (<c>ks_…</c>) that the key may belong to, 1 to 5 of 1 to 100 characters each. A key of another
    /// keyspace is <see cref="VerificationCodes.NotFound"/>. A service that does not know keyspaces returns 400. The default is null: any
    /// keyspace.
    /// </summary>
    public IReadOnlyList<string>? Keyspaces { get; init; }

    /// <summary>Whether the key was accepted before. Not sent: it decides how many verifications may run beside this one.</summary>
    internal bool IsAcceptedKey { get; init; }

    bool IKeyServiceRequest.IsOfAcceptedKey => IsAcceptedKey;

    void IKeyServiceRequest.Validate()
    {
        TextRule.Key.Check(Key);
        CheckPermissions();
        Rule.InRange(Credits?.Cost, 0, HighestCost, new ArgumentPath(nameof(Credits)), nameof(VerifyKeyCredits.Cost));
        VerifyKeyRateLimit.Validate(RateLimits);
        Rule.CountIfAny(Tags, MostTags);
        Tag.CheckEach(Tags);
        Migration.CheckIfAny(MigrationId);
        Rule.CountIfAny(Keyspaces, MaxKeyspaces, min: 1);
        Keyspace.CheckEach(Keyspaces);
    }

    private void CheckPermissions()
    {
        if (Permissions is null || GoodQueries.TryGetValue(Permissions, out _))
        {
            return;
        }

        Query.Check(Permissions);
        if (!PermissionQuery.TryParse(Permissions, out _, out var error))
        {
            throw new ArgumentException($"The permission query is not valid at position {error.Position}: {error.Reason}", nameof(Permissions));
        }

        GoodQueries.AddOrUpdate(Permissions, Permissions);
    }
}
