namespace ApiKeyAuth;

/// <summary>Defines defaults of API key authentication.</summary>
public static class ApiKeyDefaults
{
    /// <summary>The name of the scheme if the app sets none: <c>ApiKey</c>.</summary>
    public const string AuthenticationScheme = "ApiKey";
}
