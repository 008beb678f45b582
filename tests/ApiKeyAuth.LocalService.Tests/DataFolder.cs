namespace ApiKeyAuth.LocalService.Tests;

/// <summary>A folder for one test's data file.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keyservice");

    public string File => Path.Combine(_folder.FullName, "keys.db");

    /// <summary>The options of a service that keeps its data here, or in memory.</summary>
    public Action<LocalKeyServiceOptions> If(bool stored) => options => options.DataFile = stored ? File : null;

    /// <summary>Every byte at rest, those of the log included.</summary>
    public byte[] Bytes() => [.. _folder.EnumerateFiles().SelectMany(file => Read(file.FullName))];

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
