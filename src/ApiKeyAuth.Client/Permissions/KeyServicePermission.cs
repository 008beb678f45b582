using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A permission of the workspace.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The protocol's word; code access security is gone.")]
public sealed class KeyServicePermission
{
    /// <summary>The id of the permission (<c>perm_…</c>).</summary>
    [JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>The name for people.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>What keys hold and queries ask for.</summary>
    [JsonRequired]
    public string Slug { get; init; } = "";

    /// <summary>What the permission is about.</summary>
    public string? Description { get; init; }
}
