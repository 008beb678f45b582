namespace ApiKeyAuth.LocalService.Tests;

/// <summary>The folder of a test's data file.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keyservice");

    public string File => Path.Combine(_folder.FullName, "keys.db");

    /// <summary>Returns the options of a service that stores its data in this folder, or in memory.</summary>
    public Action<LocalKeyServiceOptions> If(bool stored) => options => options.DataFile = stored ? File : null;

    /// <summary>Returns all stored bytes, including those of the log.</summary>
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
