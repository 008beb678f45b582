using System.Reflection;
using ApiKeyAuth.LocalService.Storage;
using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Tests;

public class DataFileTests
{
    [Fact]
    public async Task A_file_belongs_to_one_service_at_a_time()
    {
        using var folder = new DataFolder();
        await using (var fixture = await StartAsync(folder))
        {
            Assert.Equal($"The data file {folder.File} is in use by another process.", (await StartErrorAsync(folder)).Message);
            Assert.Equal(200, (await fixture.PostAsync("apis.createApi", new { name = "orders" })).Status);
        }

        await using var next = await StartAsync(folder);
        Assert.Equal("VALID", (await next.VerifyAsync(next.AddKey())).Code);
    }

    [Theory]
    [InlineData("This is no database at all, but a text of some length that somebody took for one, by mistake or out of habit.")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense in a header of that format, which is a hundred bytes long.")]
    public async Task What_is_no_database_is_rejected_and_left_alone(string content)
    {
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder.File, content, TestContext.Current.CancellationToken);

        Assert.Contains($"{folder.File} is damaged", (await StartErrorAsync(folder)).Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(folder.File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_with_a_damaged_page_is_rejected_and_left_alone()
    {
        using var folder = new DataFolder();
        await FillAsync(folder);
        var bytes = await File.ReadAllBytesAsync(folder.File, TestContext.Current.CancellationToken);
        bytes.AsSpan(4096, bytes.Length - 4096).Fill(0xA5);
        await File.WriteAllBytesAsync(folder.File, bytes, TestContext.Current.CancellationToken);

        Assert.Contains("is damaged", (await StartErrorAsync(folder)).Message, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(folder.File, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("UPDATE apis SET data = 'no json'")]
    [InlineData("UPDATE apis SET data = 'null'")]
    [InlineData("INSERT INTO balances VALUES ('key_unknown', '{\"remaining\":1}')")]
    public async Task A_row_that_makes_no_sense_is_rejected_and_the_file_left_alone(string damage)
    {
        using var folder = new DataFolder();
        await FillAsync(folder);
        Change(folder, damage);

        await AssertUntouchedAsync(folder, "is damaged");
    }

    [Fact]
    public async Task A_damaged_analytics_file_is_named_and_the_data_file_released()
    {
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder.File + "-analytics", new string('x', 5000), TestContext.Current.CancellationToken);

        Assert.Contains($"{folder.File}-analytics is damaged", (await StartErrorAsync(folder)).Message, StringComparison.Ordinal);

        File.Delete(folder.File + "-analytics");
        await using var fixture = await StartAsync(folder);
        Assert.Equal("VALID", (await fixture.VerifyAsync(fixture.AddKey())).Code);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_rejected_and_left_alone()
    {
        using var folder = new DataFolder();
        await FillAsync(folder);
        Change(folder, "PRAGMA user_version = 1000");

        await AssertUntouchedAsync(folder, "was written by a newer version");
    }

    [Fact]
    public async Task A_database_of_another_program_is_rejected_and_left_alone()
    {
        using var folder = new DataFolder();
        Change(folder, "CREATE TABLE notes (text TEXT)");

        await AssertUntouchedAsync(folder, "is a database of another program");
    }

    [Fact]
    public async Task A_path_that_cannot_be_opened_is_named()
    {
        using var folder = new DataFolder();
        var path = Path.Combine(folder.File, "missing", "keys.db");

        var fault = await Assert.ThrowsAsync<IOException>(
            () => LocalKeyService.StartAsync(options => options.DataFile = path, TestContext.Current.CancellationToken));

        Assert.Equal(
            $"The data file {path} cannot be opened: there is no folder {Path.GetDirectoryName(path)}. Create it, or name another file.", fault.Message);
    }

    [Fact]
    public async Task A_folder_is_no_data_file()
    {
        using var folder = new DataFolder();
        var path = Path.GetDirectoryName(folder.File)!;

        var fault = await Assert.ThrowsAsync<IOException>(
            () => LocalKeyService.StartAsync(options => options.DataFile = path, TestContext.Current.CancellationToken));

        Assert.Equal($"The data file {path} is a folder. Name a file in it.", fault.Message);
    }

    [Fact]
    public async Task A_service_that_cannot_start_releases_its_file()
    {
        using var folder = new DataFolder();
        await using var other = await ServiceFixture.StartAsync();
        await Assert.ThrowsAsync<IOException>(() => LocalKeyService.StartAsync(
            options => (options.Url, options.DataFile) = (other.Service.Address.GetLeftPart(UriPartial.Authority), folder.File),
            TestContext.Current.CancellationToken));

        await using var next = await StartAsync(folder);
        Assert.Equal("VALID", (await next.VerifyAsync(next.AddKey())).Code);
    }

    [Theory]
    [InlineData("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000")]
    [InlineData(
        """
        CREATE TEMP TRIGGER no_api BEFORE INSERT ON apis BEGIN SELECT RAISE(FAIL, 'no'); END;
        CREATE TEMP TRIGGER no_key BEFORE INSERT ON keys BEGIN SELECT RAISE(FAIL, 'no'); END;
        """,
        "DROP TRIGGER no_api; DROP TRIGGER no_key")]
    public async Task A_change_that_cannot_be_stored_is_undone_and_fails(string fault, string remedy)
    {
        using var folder = new DataFolder();
        await using var fixture = await StartAsync(folder);
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 5, Name = "before" });
        var meta = new { text = new string('x', 60_000) };

        Execute(fixture, fault);
        var rejected = await fixture.PostAsync("keys.updateKey", new { keyId = key.KeyId, name = "after", meta });

        Assert.Equal("500 unkey/application/service_unavailable", rejected.Outcome);
        Assert.Throws<StorageException>(() => fixture.Service.AddApi(new string('x', 60_000)));
        Assert.Equal("before", (await fixture.PostAsync("keys.getKey", new { keyId = key.KeyId })).Data["name"]!.GetValue<string>());

        Execute(fixture, remedy);
        Assert.Equal(4, (await fixture.VerifyAsync(key)).Data["credits"]!.GetValue<long>());
        Assert.Equal("before", (await fixture.PostAsync("keys.getKey", new { keyId = key.KeyId })).Data["name"]!.GetValue<string>());
        Assert.Equal(200, (await fixture.PostAsync("keys.updateKey", new { keyId = key.KeyId, name = "after", meta })).Status);
    }

    /// <summary>
    /// Executes SQL on the service's own connection: a page limit, like a full disk, ends the transaction, and a trigger that rejects
    /// rows does not.
    /// </summary>
    private static void Execute(ServiceFixture fixture, string sql)
    {
        var store = ((Workspace)Field(fixture.Service, "_workspace")).Store;
        using var command = new SqliteCommand(sql, (SqliteConnection)Field(Field(store, "_file"), "_connection"));
        command.ExecuteNonQuery();

        static object Field(object owner, string name) =>
            owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(owner)!;
    }

    private static Task<ServiceFixture> StartAsync(DataFolder folder) =>
        ServiceFixture.StartAsync(options => options.DataFile = folder.File);

    private static Task<IOException> StartErrorAsync(DataFolder folder) => Assert.ThrowsAsync<IOException>(() => StartAsync(folder));

    private static async Task FillAsync(DataFolder folder)
    {
        await using var fixture = await StartAsync(folder);
        fixture.AddKey();
    }

    private static void Change(DataFolder folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static async Task AssertUntouchedAsync(DataFolder folder, string reason)
    {
        var before = await File.ReadAllBytesAsync(folder.File, TestContext.Current.CancellationToken);

        var error = await StartErrorAsync(folder);

        Assert.Contains($"{folder.File} {reason}", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.File, TestContext.Current.CancellationToken));
    }
}
