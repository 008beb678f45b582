using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ApiKeyAuth.DevServer.Tests;

/// <summary>Acknowledged changes survive when the process is killed under load.</summary>
public sealed class KillTests : IDisposable
{
    private const int Callers = 16;
    private const long Credits = 1_000_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keyservice");

    private string DataFile => Path.Combine(_folder.FullName, "keys.db");

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_when_the_process_is_killed()
    {
        string apiId;
        JsonNode metered;
        var created = new ConcurrentBag<string>();
        var (sent, valid) = (0, 0);
        await using (var server = await StartAsync())
        {
            using var client = Client(server);
            apiId = (await PostAsync(client, "apis.createApi", new { name = "orders" }))["apiId"]!.GetValue<string>();
            metered = await PostAsync(client, "keys.createKey", new { apiId, credits = new { remaining = Credits } });
            var enough = new TaskCompletionSource();
            var load = Task.WhenAll(Enumerable.Range(0, Callers).Select(i => LoadAsync(charges: i % 2 == 0)));
            await enough.Task;
            await server.KillAsync();
            await load;

            async Task LoadAsync(bool charges)
            {
                try
                {
                    while (true)
                    {
                        await CallAsync(charges);
                    }
                }
                catch (HttpRequestException)
                {
                    // The process was killed.
                }
            }

            async Task CallAsync(bool charges)
            {
                if (charges)
                {
                    Interlocked.Increment(ref sent);
                    var result = await PostAsync(client, "keys.verifyKey", new { key = metered["key"]!.GetValue<string>() });
                    Assert.Equal("VALID", result["code"]!.GetValue<string>());
                    Interlocked.Increment(ref valid);
                }
                else
                {
                    created.Add((await PostAsync(client, "keys.createKey", new { apiId }))["key"]!.GetValue<string>());
                }

                if (valid > 200 && created.Count > 200)
                {
                    enough.TrySetResult();
                }
            }
        }

        await using var restarted = await StartAsync();
        using var again = Client(restarted);
        var key = await PostAsync(again, "keys.getKey", new { keyId = metered["keyId"]!.GetValue<string>() });
        Assert.InRange(key["credits"]!["remaining"]!.GetValue<long>(), Credits - sent, Credits - valid);
        foreach (var text in created)
        {
            Assert.Equal("VALID", (await PostAsync(again, "keys.verifyKey", new { key = text }))["code"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_second_process_on_the_same_file_ends_with_one_line_and_1()
    {
        await using var server = await StartAsync();

        var (exitCode, _, error) = await DevServerProcess.RunAsync("--urls", "http://127.0.0.1:0", "--data", DataFile);

        Assert.Equal(1, exitCode);
        Assert.Equal($"The data file {DataFile} is in use by another process.", error.Trim());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<DevServerProcess> StartAsync() =>
        DevServerProcess.StartAsync("--urls", "http://127.0.0.1:0", "--root-key", "the_root_key", "--data", DataFile);

    private static HttpClient Client(DevServerProcess server)
    {
        var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", "the_root_key");
        return client;
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string endpoint, object body)
    {
        using var content = JsonContent.Create(body);
        content.Headers.ContentType = new("application/json");
        using var response = await client.PostAsync("/v2/" + endpoint, content, TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["data"]!;
    }
}
