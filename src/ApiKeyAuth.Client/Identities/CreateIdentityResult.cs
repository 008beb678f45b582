namespace ApiKeyAuth.Client;

/// <summary>A new identity.</summary>
public sealed class CreateIdentityResult
{
    /// <summary>The id of the identity (<c>id_…</c>).</summary>
    public string IdentityId { get; init; } = "";
}
