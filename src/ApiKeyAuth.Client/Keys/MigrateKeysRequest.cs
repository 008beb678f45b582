namespace ApiKeyAuth.Client;

/// <summary>Describes keys to import by their hashes, all or none in one transaction.</summary>
public sealed class MigrateKeysRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the migration, which the service's operator issues, 3 to 255 characters.</summary>
    public required string MigrationId { get; init; }

    /// <summary>Gets or sets the id of the API that the keys belong to (<c>api_…</c>).</summary>
    public required string ApiId { get; init; }

    /// <summary>Gets or sets the keys, 1 or more, no hash twice.</summary>
    public required IReadOnlyList<MigrateKey> Keys { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(MigrationId);
        TextRule.Any.Check(ApiId);
        Rule.Required(Keys);
        for (var i = 0; i < Keys.Count; i++)
        {
            var at = default(ArgumentPath).At(nameof(Keys), i);
            Rule.Required(Keys[i], at, "").Validate(at);
        }

        Rule.Distinct(Keys, key => key.Hash, StringComparer.Ordinal);
    }
}
