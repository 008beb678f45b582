namespace ApiKeyAuth.Client;

/// <summary>Names of the client that manages keys.</summary>
public static class KeyServiceClientDefaults
{
    /// <summary>The name of the HTTP client of the client without a name.</summary>
    public const string HttpClientName = "ApiKeyAuth.KeyService";

    /// <summary>Returns the name of the HTTP client of a named client.</summary>
    /// <param name="name">The name of the client, as in <c>AddKeyServiceClient(name)</c>.</param>
    /// <returns>The name of its HTTP client.</returns>
    public static string HttpClientNameOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return $"{HttpClientName}.{name}";
    }
}
