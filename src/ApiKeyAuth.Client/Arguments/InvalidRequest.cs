namespace ApiKeyAuth.Client;

/// <summary>Distinguishes an argument exception for a request that was not sent from the app's own argument exceptions.</summary>
internal static class InvalidRequest
{
    private const string Key = "ApiKeyAuth.Client.InvalidRequest";

    public static void Mark(ArgumentException exception) => exception.Data[Key] = true;

    public static bool Is(ArgumentException exception) => exception.Data.Contains(Key);
}
