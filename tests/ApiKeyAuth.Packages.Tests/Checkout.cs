namespace ApiKeyAuth.Packages.Tests;

/// <summary>The sources of this repository, and copies of what packages are made of.</summary>
internal static class Checkout
{
    public const string Solution = "ApiKeyAuth.sln";

    /// <summary>The solution of a copy, without what a copy lacks.</summary>
    public const string Packages = "Packages.slnf";

    private static readonly string[] Built = ["bin", "obj"];

    public static string Root { get; } = FindRoot();

    /// <summary>Copies the projects that are packed, as a clean checkout holds them.</summary>
    public static void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Root))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        CopyFolder(Path.Combine(Root, "src"), Path.Combine(folder, "src"));
        var projects = Directory.EnumerateFiles(Path.Combine(folder, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => $"\"{Path.GetRelativePath(folder, project).Replace("\\", "/", StringComparison.Ordinal)}\"");
        File.WriteAllText(
            Path.Combine(folder, Packages),
            $$"""{ "solution": { "path": "{{Solution}}", "projects": [{{string.Join(", ", projects)}}] } }""");
    }

    private static void CopyFolder(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(source).Where(folder => !Built.Contains(Path.GetFileName(folder))))
        {
            CopyFolder(folder, Path.Combine(target, Path.GetFileName(folder)));
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, Solution)))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
        }

        return folder;
    }
}
