namespace ApiKeyAuth;

/// <summary>
/// What a request costs its key in credits. The nearest one counts: that of an action before that of its controller, that of an endpoint
/// before that of its group.
/// </summary>
/// <param name="cost">Credits, 0 to 1,000,000,000,000. With 0 the key is verified and nothing is spent.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = true)]
public sealed class CreditCostAttribute(long cost) : Attribute, ICreditCost
{
    /// <summary>Credits that a request spends. Without this attribute: 1.</summary>
    public long Cost { get; } = cost;
}
