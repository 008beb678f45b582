namespace ApiKeyAuth.OpenApi;

/// <summary>Joins texts of the app and of this library as paragraphs.</summary>
internal static class Texts
{
    /// <summary>Returns both texts, or the one that exists. A text that the app has already is not repeated.</summary>
    public static string? Join(string? own, string added) => (own, added) switch
    {
        (_, "") => own,
        (null or "", _) => added,
        _ when own.Contains(added, StringComparison.Ordinal) => own,
        _ => $"{own}\n\n{added}",
    };
}
