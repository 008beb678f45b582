namespace ApiKeyAuth.Packages.Tests;

public sealed class ReproducibleBuildTests(PackageFeed feed)
{
    [PackagesFact]
    public async Task Checkouts_in_two_folders_build_the_same_files()
    {
        await feed.BuildAsync(feed.OtherSources, "build");

        var files = Compiled(feed.Sources);
        Assert.NotEmpty(files);
        Assert.Equal(files, Compiled(feed.OtherSources));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(feed.Sources, file)), File.ReadAllBytes(Path.Combine(feed.OtherSources, file))));
    }

    /// <summary>The assembly of each project, with its symbols.</summary>
    private static string[] Compiled(string sources) =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(sources, "src"))
            .SelectMany(project => new[] { ".dll", ".pdb" }.Select(ending => Path.Combine(project, "bin/Release/net10.0", Path.GetFileName(project) + ending)))
            .Select(file => Path.GetRelativePath(sources, file))
            .Order(StringComparer.Ordinal),
    ];
}
