using System.Text;
using ApiKeyAuth.LocalService.Endpoints;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Invalid input to any endpoint is rejected as recorded, and nothing changes.</summary>
public class BadInputTests
{
    private const string Rejected = "400 unkey/application/invalid_input";

    private static readonly byte[][] Bodies =
    [
        [],
        "  "u8.ToArray(),
        "{"u8.ToArray(),
        "null"u8.ToArray(),
        "7"u8.ToArray(),
        "\"text\""u8.ToArray(),
        "{} {}"u8.ToArray(),
        [0xEF, 0xBB, 0xBF, .. "{}"u8],
        [0xFF, 0xFE, 0x00],
        Encoding.UTF8.GetBytes(new string('[', 100_000)),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[", 5000)) + string.Concat(Enumerable.Repeat("]", 5000))),
        "[{\"namespace\":1}]"u8.ToArray(),
        """
        {"keyId":1,"apiId":[],"key":{},"identity":true,"externalId":null,"permission":2,"role":3,"name":4,"namespace":5,"query":6}
        """u8.ToArray(),
        Encoding.UTF8.GetBytes("{\"unknown\":\"" + new string('x', 200_000) + "\",\"limit\":\"1\",\"query\":{}}"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_procedure_takes_a_body_of_another_form(bool stored)
    {
        using var folder = new DataFolder();
        await using var fixture = await ServiceFixture.StartAsync(folder.If(stored));
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 5, Permissions = ["docs.read"] });
        var before = await DescribeAsync(fixture, key);

        foreach (var endpoint in EndpointTable.ByPath.Values.Select(endpoint => endpoint.Name))
        {
            foreach (var body in Bodies)
            {
                var reply = await fixture.PostRawAsync(endpoint, body);
                Assert.True(reply.Outcome == Rejected, $"{endpoint} {body.Length}: {reply.Text}");
            }
        }

        Assert.Equal(before, await DescribeAsync(fixture, key));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Broken_text_is_taken_as_replacement_characters_and_kept_so(bool stored)
    {
        using var folder = new DataFolder();
        var name = string.Empty;
        string apiId;
        await using (var fixture = await ServiceFixture.StartAsync(folder.If(stored)))
        {
            byte[] body = [.. "{\"name\":\"a"u8, 0xC3, .. "b"u8, 0xFF, .. "\\ud800c\\udc00\"}"u8];
            apiId = (await fixture.PostRawAsync("apis.createApi", body)).Data["apiId"]!.GetValue<string>();
            Assert.Equal("a\ufffdb\ufffd\ufffdc\ufffd", await NameAsync(fixture));
        }

        if (stored)
        {
            await using var restarted = await ServiceFixture.StartAsync(folder.If(stored));
            Assert.Equal("a\ufffdb\ufffd\ufffdc\ufffd", await NameAsync(restarted));
        }

        async Task<string> NameAsync(ServiceFixture fixture) =>
            (await fixture.PostAsync("apis.getApi", new { apiId })).Data["name"]!.GetValue<string>();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_fails_half_way_leaves_nothing_behind(bool stored)
    {
        using var folder = new DataFolder();
        var key = default(LocalKey)!;
        var before = string.Empty;
        await using (var fixture = await ServiceFixture.StartAsync(folder.If(stored)))
        {
            const string hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
            fixture.Service.AddMigration("acme");
            key = fixture.AddKey();
            before = await DescribeAsync(fixture, key);
            var (apiId, keyId) = (key.ApiId, key.KeyId);
            await ExpectAsync(404, "keys.createKey", new { apiId, externalId = "new", roles = new[] { "unknown" } });
            await ExpectAsync(500, "keys.createKey", new { apiId, externalId = "new", permissions = new[] { "a", "b", "A" } });
            await ExpectAsync(500, "keys.updateKey", new { keyId, externalId = "new", permissions = new[] { "a", "A" } });
            await ExpectAsync(500, "keys.updateKey", new { keyId, name = "new", meta = new { a = new string('x', 70_000) } });
            await ExpectAsync(500, "keys.migrateKeys", new { migrationId = "acme", apiId, keys = new[] { new { hash }, new { hash } } });

            async Task ExpectAsync(int status, string endpoint, object body) =>
                Assert.Equal(status, (await fixture.PostAsync(endpoint, body)).Status);

            Assert.Equal(before, await DescribeAsync(fixture, key));
        }

        if (stored)
        {
            await using var restarted = await ServiceFixture.StartAsync(folder.If(stored));
            Assert.Equal(before, await DescribeAsync(restarted, key));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_beyond_the_cap_changes_nothing(bool stored)
    {
        using var folder = new DataFolder();
        await using var fixture = await ServiceFixture.StartAsync(options =>
        {
            folder.If(stored)(options);
            options.MaxRequestBodyBytes = 1000;
        });
        var key = fixture.AddKey();
        var before = await DescribeAsync(fixture, key);

        foreach (var length in new[] { 1001, 1999, 5000, 100_000 })
        {
            var body = Encoding.UTF8.GetBytes($$"""{"keyId":"{{key.KeyId}}","name":"new"}""".PadRight(length));
            Assert.Equal(Rejected, (await fixture.PostRawAsync("keys.updateKey", body)).Outcome);
        }

        Assert.Equal(before, await DescribeAsync(fixture, key));
    }

    private static async Task<string> DescribeAsync(ServiceFixture fixture, LocalKey key)
    {
        var replies = new[]
        {
            await fixture.PostAsync("apis.listKeys", new { apiId = key.ApiId }),
            await fixture.PostAsync("identities.listIdentities", new { }),
            await fixture.PostAsync("permissions.listPermissions", new { }),
            await fixture.PostAsync("permissions.listRoles", new { }),
        };
        return string.Join('\n', replies.Select(reply => reply.Data.ToJsonString()));
    }
}
