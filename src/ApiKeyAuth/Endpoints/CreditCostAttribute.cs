namespace ApiKeyAuth;

/// <summary>
/// Sets the credit cost of a request. The nearest one applies: that of an action before that of its controller, that of an endpoint before
/// that of its group.
/// </summary>
/// <param name="cost">Credits, 0 to 1,000,000,000,000. With 0 the key is verified and nothing is charged.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = true)]
public sealed class CreditCostAttribute(long cost) : Attribute, ICreditCost
{
    /// <summary>Gets the credits that a request costs. Without this attribute a request costs 1.</summary>
    public long Cost { get; } = cost;
}
