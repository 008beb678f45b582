namespace ApiKeyAuth.OpenApi;

/// <summary>Texts of the app and of this library, one paragraph after the other.</summary>
internal static class Texts
{
    /// <summary>Returns both texts, or the one that there is; a text that the app has already is not repeated.</summary>
    public static string? Join(string? own, string added) => (own, added) switch
    {
        (_, "") => own,
        (null or "", _) => added,
        _ when own.Contains(added, StringComparison.Ordinal) => own,
        _ => $"{own}\n\n{added}",
    };
}
