#pragma warning disable CA1416 // Skipped where files have no such mode.
namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Only their owner can read the files of a service.</summary>
public class FileModeTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_files_are_the_owners_only_wider_ones_of_earlier_starts_included(bool exists)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no such mode.");
        using var folder = new DataFolder();
        var directory = Path.GetDirectoryName(folder.File)!;
        if (exists)
        {
            await using (var earlier = await ServiceFixture.StartAsync(folder.If(true)))
            {
                earlier.AddKey();
            }

            foreach (var file in Directory.EnumerateFiles(directory))
            {
                File.SetUnixFileMode(file, Everybody);
            }
        }

        await using var fixture = await ServiceFixture.StartAsync(folder.If(true));
        await fixture.VerifyAsync(fixture.AddKey());
        await AnalyticsTests.QueryAsync(fixture, "SELECT key_id FROM key_verifications_v1");

        var files = Directory.GetFiles(directory);
        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("-analytics", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal(OwnerOnly, OperatingSystem.IsWindows() ? OwnerOnly : File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_file_that_is_rejected_keeps_its_mode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no such mode.");
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder.File, "no database at all, but long enough to look like one", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(folder.File, Everybody);

        await Assert.ThrowsAsync<IOException>(() => LocalKeyService.StartAsync(folder.If(true), TestContext.Current.CancellationToken));

        Assert.Equal(Everybody, File.GetUnixFileMode(folder.File));
    }
}
