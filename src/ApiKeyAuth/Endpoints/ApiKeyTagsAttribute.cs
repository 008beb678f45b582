namespace ApiKeyAuth;

/// <summary>
/// Adds tags to verifications, for the key service's analytics. Tags of groups, controllers, endpoints and actions add up.
/// </summary>
/// <param name="tags">At most 17 in all, 1 to 512 characters each.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class ApiKeyTagsAttribute(params string[] tags) : Attribute
{
    /// <summary>Gets the tags.</summary>
    public IReadOnlyList<string> Tags { get; } = tags;
}
