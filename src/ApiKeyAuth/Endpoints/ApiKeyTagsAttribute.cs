namespace ApiKeyAuth;

/// <summary>Labels for the service's analytics. Those of groups, controllers, endpoints and actions add up.</summary>
/// <param name="tags">At most 17 in all, 1 to 512 characters each.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class ApiKeyTagsAttribute(params string[] tags) : Attribute
{
    /// <summary>The labels.</summary>
    public IReadOnlyList<string> Tags { get; } = tags;
}
