using System.Text;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.Tests.Verification;

/// <summary>Null items and missing members make a response unreadable, which is a 503 and never an exception.</summary>
public sealed class UnreadableAnswerTests
{
    private const string GoodLimit = """{"id":"rl_1","name":"requests","limit":3,"duration":60000,"reset":1,"remaining":1,"exceeded":false,"autoApply":false}""";
    private const string NoName = """{"id":"rl_1","limit":3,"duration":60000,"reset":1,"remaining":1,"exceeded":true,"autoApply":false}""";

    public static TheoryData<string> Members => new()
    {
        "\"ratelimits\":[null]",
        $"\"ratelimits\":[{GoodLimit},null]",
        $"\"ratelimits\":[{NoName}]",
        "\"ratelimits\":[{}]",
        "\"ratelimits\":[{\"name\":null}]",
        "\"ratelimits\":[{\"name\":\"\"}]",
        "\"roles\":[null]",
        "\"roles\":[\"editor\",null]",
        "\"permissions\":[null]",
        "\"permissions\":[null,\"docs.read\"]",
        "\"identity\":{\"id\":\"id_1\",\"externalId\":\"e\",\"ratelimits\":[null]}",
        "\"identity\":{\"id\":\"id_1\",\"externalId\":\"e\",\"ratelimits\":[{\"name\":null}]}",
        "\"identity\":{\"id\":\"id_1\",\"externalId\":\"e\",\"ratelimits\":[{}]}",
        "\"meta\":{\"plan\":\"\\ud800\"}",
        "\"meta\":{\"\\udc00\":1}",
        "\"meta\":{\"plan\":[{\"deep\":\"x\\ud83dx\"}]}",
        "\"name\":\"\\ud800\"",
        "\"roles\":[\"\\udfff\"]",
    };

    public static TheoryData<string, string> MembersByCode => new(
        from code in new[] { "VALID", "RATE_LIMITED", "DISABLED", "INSUFFICIENT_PERMISSIONS", "USAGE_EXCEEDED", "INVENTED_LATER" }
        from member in Members.Select(row => row.Data)
        select (code, member));

    [Theory]
    [MemberData(nameof(MembersByCode))]
    public async Task Null_item_or_missing_member_is_a_503(string code, string member)
    {
        await using var engine = await Engine.StartAsync(options => options.MetaClaims["plan"] = "plan");
        engine.Answer = code == "VALID" ? Answers.Valid(more: member) : Answers.Refused(code, more: member);
        Assert.Equal(503, await engine.GetAsync());
        Assert.Equal(503, await engine.GetAsync("/read"));
        Assert.Equal(2, engine.Calls);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("text")]
    public async Task Text_that_is_not_UTF8_is_a_503(string member)
    {
        await using var engine = await Engine.StartAsync(options => options.MetaClaims["plan"] = "plan");
        engine.Script.Answer = context => context.Response.Body.WriteAsync(
            Encoding.Latin1.GetBytes(Answers.Valid(more: $"\"meta\":{{\"{member}\":\"\u00c3(\"}}"))).AsTask();
        Assert.Equal(503, await engine.GetAsync());
    }

    [Theory]
    [InlineData("\"meta\":{\"plan\":\"\\ud83d\\ude00 \\u00e4\"}")]
    [InlineData("\"meta\":{\"plan\":[null,{\"\\u00e4\":null}]}")]
    [InlineData("\"meta\":null,\"roles\":null,\"permissions\":null,\"ratelimits\":null,\"identity\":null,\"name\":null,\"expires\":null,\"credits\":null")]
    [InlineData("\"roles\":[],\"permissions\":[],\"ratelimits\":[],\"identity\":{\"id\":\"id_1\",\"externalId\":\"e\",\"ratelimits\":[]}")]
    public async Task Whole_answer_is_accepted(string more)
    {
        await using var engine = await Engine.StartAsync(options => options.MetaClaims["plan"] = "plan");
        engine.Answer = Answers.Valid(more: more);
        Assert.Equal(200, await engine.GetAsync());
    }

    [Theory]
    [InlineData(400, "[null]")]
    [InlineData(400, "[{\"location\":\"body\",\"message\":\"m\"},null]")]
    [InlineData(401, "[null]")]
    [InlineData(403, "[null]")]
    [InlineData(404, "[null]")]
    [InlineData(412, "[null]")]
    [InlineData(422, "[null]")]
    [InlineData(429, "[null]")]
    [InlineData(500, "[null]")]
    public async Task Null_item_in_an_error_is_a_503(int status, string errors)
    {
        await using var engine = await Engine.StartAsync();
        engine.Script.Answer = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(Answers.Error(status, "unkey/application/invalid_input", errors));
        };
        Assert.Equal(503, await engine.GetAsync());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("[{\"location\":null,\"message\":null,\"fix\":null}]")]
    public async Task Error_without_parts_is_a_500(string errors)
    {
        await using var engine = await Engine.StartAsync();
        engine.Script.Answer = context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync(Answers.Error(400, "unkey/application/invalid_input", errors));
        };
        Assert.Equal(500, await engine.GetAsync());
    }
}
