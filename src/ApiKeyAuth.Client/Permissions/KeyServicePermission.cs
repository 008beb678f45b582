using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A permission of the workspace.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The protocol's word; code access security is gone.")]
public sealed class KeyServicePermission
{
    /// <summary>Gets the id of the permission (<c>perm_…</c>).</summary>
    [JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>Gets the display name.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Gets the slug that keys hold and queries name.</summary>
    [JsonRequired]
    public string Slug { get; init; } = "";

    /// <summary>Gets the description of the permission.</summary>
    public string? Description { get; init; }
}
