namespace ApiKeyAuth.Packages.Tests;

/// <summary>The code of the documentation for new users.</summary>
internal static class Readme
{
    /// <summary>The program under "Use it".</summary>
    public static string Program { get; } = Block("README.md", "## Use it");

    /// <summary>The endpoints of the program: the lines that map something.</summary>
    public static string Endpoints { get; } = Lines(Program, "app.MapGet(");

    /// <summary>The line of docs/openapi.md that adds documents.</summary>
    public static string AddOpenApi { get; } = Lines(Block("docs/openapi.md", "# OpenAPI"), "builder.Services.AddOpenApi(");

    /// <summary>The line of docs/openapi.md that serves them.</summary>
    public static string MapOpenApi { get; } = Lines(Block("docs/openapi.md", "# OpenAPI"), "app.MapOpenApi(");

    /// <summary>Returns the text with one line inserted before the only line that begins with <paramref name="start"/>.</summary>
    public static string Before(this string program, string start, string line)
    {
        var lines = program.Split('\n').ToList();
        lines.Insert(lines.FindIndex(each => each.StartsWith(start, StringComparison.Ordinal)), line);
        return string.Join('\n', lines);
    }

    private static string Block(string page, string heading)
    {
        var text = File.ReadAllText(Path.Combine(Checkout.Root, page));
        const string opening = "```csharp\n";
        var start = text.IndexOf(opening, text.IndexOf(heading + "\n", StringComparison.Ordinal), StringComparison.Ordinal) + opening.Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Lines(string block, string start) =>
        string.Join('\n', block.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal)));
}
