namespace ApiKeyAuth;

internal enum AuthenticationCaller
{
    /// <summary>The app's own code, which means what it says.</summary>
    Code,

    /// <summary>The authentication middleware, which asks on every request, needed or not.</summary>
    Middleware,

    /// <summary>A policy that decides about this request.</summary>
    Policy,

    /// <summary>A policy on an endpoint that lets everybody in all the same.</summary>
    PolicyOfAnonymousEndpoint,
}
