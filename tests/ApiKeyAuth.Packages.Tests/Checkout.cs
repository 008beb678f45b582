namespace ApiKeyAuth.Packages.Tests;

/// <summary>The sources of this repository, and copies of the projects that are packed.</summary>
internal static class Checkout
{
    public const string Solution = "ApiKeyAuth.sln";

    /// <summary>The solution of a copy, without the projects that a copy does not contain.</summary>
    public const string Packages = "Packages.slnf";

    /// <summary>A folder, or a file in a worktree: it would tie a copy to what is committed meanwhile.</summary>
    private const string Repository = ".git";

    private static readonly string[] Built = ["bin", "obj"];

    public static string Root { get; } = FindRoot();

    /// <summary>Copies the projects that are packed, as a clean clone of a public repository holds them.</summary>
    public static void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Root).Where(file => Path.GetFileName(file) != Repository))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        WriteRepository(Path.Combine(folder, Repository));
        CopyFolder(Path.Combine(Root, "src"), Path.Combine(folder, "src"));
        var projects = Directory.EnumerateFiles(Path.Combine(folder, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => $"\"{Path.GetRelativePath(folder, project).Replace("\\", "/", StringComparison.Ordinal)}\"");
        File.WriteAllText(
            Path.Combine(folder, Packages),
            $$"""{ "solution": { "path": "{{Solution}}", "projects": [{{string.Join(", ", projects)}}] } }""");
    }

    /// <summary>Writes what a build reads of a repository: the commit, and the address that source links begin with.</summary>
    private static void WriteRepository(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "objects"));
        Directory.CreateDirectory(Path.Combine(folder, "refs"));
        File.WriteAllText(Path.Combine(folder, "HEAD"), new string('1', 40));
        File.WriteAllText(Path.Combine(folder, "config"), """
            [core]
            	repositoryformatversion = 0
            [remote "origin"]
            	url = https://github.com/example/apikeyauth.git
            """);
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
