using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ApiKeyAuth.Testing;

namespace ApiKeyAuth.Client.Tests;

/// <summary>What the client sends as metadata it reads back, by every call that shows it.</summary>
public sealed class MetaReadingTests
{
    private const int Deepest = 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shapes => [.. Metas.Keys];

    private static readonly Dictionary<string, Func<string>> Metas = new()
    {
        ["as deep as can be sent"] = () => Nested(Deepest),
        ["lists as deep as can be sent"] = () => $$"""{"a":{{new string('[', Deepest - 1)}}{{new string(']', Deepest - 1)}}}""",
        ["empty"] = () => "{}",
        ["a member twice"] = () => """{"a":1,"a":{"b":1,"b":2}}""",
        ["nulls"] = () => """{"a":null,"b":[null,{}]}""",
        ["numbers at the edge"] = () => """{"a":9007199254740993,"b":1e300,"c":-0.0}""",
        ["the longest"] = () => Filled("x", MetaRule.KeyBytes),
        ["the longest of markup"] = () => Filled("<&>", MetaRule.KeyBytes),
        ["the longest of other scripts"] = () => Filled("漢é😀", MetaRule.KeyBytes),
        ["a hundred members"] = () => $$"""{{{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"{i}\":{i}"))}}}""",
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Metadata_that_is_sent_is_read_back_by_every_call(string shape)
    {
        await using var local = await LocalClient.StartAsync();
        var meta = Parse(Metas[shape]());

        await local.Identities.CreateIdentityAsync(new CreateIdentityRequest { ExternalId = "user_1", Meta = meta }, Token);
        var created = await local.Keys.CreateKeyAsync(new CreateKeyRequest { ApiId = LocalClient.ApiId, ExternalId = "user_1", Meta = meta }, Token);
        var read = await local.ReadAsync(created.Data.KeyId);
        var listed = await local.Apis.ListKeysAsync(new ListKeysRequest { ApiId = LocalClient.ApiId }, Token);
        var whoami = await local.Keys.WhoamiAsync(new WhoamiRequest { Key = created.Data.Key }, Token);
        var identity = await local.Identities.GetIdentityAsync(new GetIdentityRequest { Identity = "user_1" }, Token);
        var identities = await local.Identities.ListIdentitiesAsync(new ListIdentitiesRequest(), Token);
        await using var verification = new VerificationClient(local.Service.Address);
        verification.Connection = verification.Connection with { RootKey = local.Service.RootKey };
        var verified = await verification.Keys.VerifyKeyAsync(new VerifyKeyRequest { Key = created.Data.Key }, Token);

        var texts = new[]
        {
            read.Meta, listed.Data[0].Meta, listed.Data[0].Identity!.Meta, whoami.Data.Meta, identity.Data.Meta, identities.Data[0].Meta,
            verified.Data.Meta, verified.Data.Identity!.Meta,
        }.Select(value => value?.GetRawText()).Distinct();
        Assert.Single(texts);
    }

    [Fact]
    public async Task Longest_metadata_of_an_identity_is_read_back_by_a_verification()
    {
        await using var local = await LocalClient.StartAsync();
        await local.Identities.CreateIdentityAsync(
            new CreateIdentityRequest { ExternalId = "user_1", Meta = Parse(Filled("<漢>", 1_048_576)) }, Token);
        var key = local.AddKey(externalId: "user_1");
        await using var verification = new VerificationClient(local.Service.Address);
        verification.Connection = verification.Connection with { RootKey = local.Service.RootKey };

        var verified = await verification.Keys.VerifyKeyAsync(new VerifyKeyRequest { Key = key.Key }, Token);

        Assert.NotNull(verified.Data.Identity!.Meta);
    }

    [Theory]
    [InlineData(Deepest + 1)]
    [InlineData(62)]
    [InlineData(900)]
    public async Task Metadata_that_a_response_has_no_room_for_is_not_sent(int depth)
    {
        await using var service = await ScriptedService.StartAsync(200, "{}");
        await using var client = new ManagementClient(service.Address);
        var meta = Parse(Nested(depth));

        foreach (var call in new Func<Task>[]
        {
            () => client.Keys.CreateKeyAsync(new CreateKeyRequest { ApiId = "api_1", Meta = meta }, Token),
            () => client.Keys.UpdateKeyAsync(new UpdateKeyRequest { KeyId = "key_1", Meta = meta }, Token),
            () => client.Keys.MigrateKeysAsync(
                new MigrateKeysRequest { MigrationId = "mig_1", ApiId = "api_1", Keys = [new MigrateKey { Hash = "hash", Meta = meta }] }, Token),
            () => client.Identities.CreateIdentityAsync(new CreateIdentityRequest { ExternalId = "user_1", Meta = meta }, Token),
            () => client.Identities.UpdateIdentityAsync(new UpdateIdentityRequest { Identity = "user_1", Meta = meta }, Token),
        })
        {
            Assert.Contains("60 levels", (await Assert.ThrowsAsync<ArgumentException>(call)).Message, StringComparison.Ordinal);
        }

        Assert.Empty(service.Calls);
    }

    [Fact]
    public async Task Metadata_with_a_text_that_is_no_unicode_is_not_sent()
    {
        await using var service = await ScriptedService.StartAsync(200, "{}");
        await using var client = new ManagementClient(service.Address);

        foreach (var json in new[] { """{"a":"\ud800"}""", """{"\udc00":1}""", """{"a":["\ud800x"]}""" })
        {
            await Assert.ThrowsAsync<ArgumentException>(
                () => client.Keys.CreateKeyAsync(new CreateKeyRequest { ApiId = "api_1", Meta = Parse(json) }, Token));
        }

        Assert.Empty(service.Calls);
    }

    /// <summary>Other clients of the service send what this one does not.</summary>
    [Theory]
    [InlineData(62)]
    [InlineData(1_000)]
    [InlineData(9_990)]
    public async Task Key_with_the_deepest_metadata_that_the_service_takes_does_not_hide_the_others(int depth)
    {
        await using var local = await LocalClient.StartAsync();
        local.AddKey("first");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", local.Service.RootKey);
        using var body = new StringContent(
            $$"""{"apiId":"{{LocalClient.ApiId}}","name":"deep","meta":{{Nested(depth)}}}""", Encoding.UTF8, "application/json");
        using var created = await http.PostAsync(new Uri(local.Service.Address, "/v2/keys.createKey"), body, Token);
        Assert.True(created.IsSuccessStatusCode);

        var page = await local.Apis.ListKeysAsync(new ListKeysRequest { ApiId = LocalClient.ApiId }, Token);

        Assert.Equal(["deep", "first"], page.Data.Select(key => key.Name).Order());
    }

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);

    /// <summary>As many bytes as the rule allows, in several members.</summary>
    private static string Filled(string text, int bytes)
    {
        var count = (bytes - """{"text":""}""".Length) / JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length;
        return $$"""{"text":"{{string.Concat(Enumerable.Repeat(text, count))}}"}""";
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 2_000 });
        return document.RootElement.Clone();
    }
}
