namespace ApiKeyAuth.Client;

/// <summary>What the service demands of a request for a page.</summary>
internal static class PageRules
{
    private const int MostItems = 100;

    public static void Validate(int? limit, string? cursor, TextRule cursorRule)
    {
        Rule.InRange(limit, 1, MostItems, name: "Limit");
        cursorRule.CheckIfAny(cursor, name: "Cursor");
    }
}
