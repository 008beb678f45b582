using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A new identity.</summary>
public sealed class CreateIdentityResult
{
    /// <summary>Gets the id of the identity (<c>id_…</c>).</summary>
    [JsonRequired]
    public string IdentityId { get; init; } = "";
}
