namespace ApiKeyAuth;

/// <summary>Defaults of API key authentication.</summary>
public static class ApiKeyDefaults
{
    /// <summary>The name of the scheme where the app gives none: <c>ApiKey</c>.</summary>
    public const string AuthenticationScheme = "ApiKey";
}
