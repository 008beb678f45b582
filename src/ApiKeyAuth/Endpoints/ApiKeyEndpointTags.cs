namespace ApiKeyAuth;

/// <summary>Defines the attributes of an endpoint that verifications carry as tags.</summary>
[Flags]
public enum ApiKeyEndpointTags
{
    /// <summary>No attribute.</summary>
    None = 0,

    /// <summary>The route template, as <c>route:/orders/{id}</c>.</summary>
    Route = 1,

    /// <summary>The HTTP method, if it is a registered one, as <c>method:GET</c>.</summary>
    Method = 2,

    /// <summary>The name of the endpoint, as <c>endpoint:GetOrder</c>.</summary>
    Name = 4,
}
