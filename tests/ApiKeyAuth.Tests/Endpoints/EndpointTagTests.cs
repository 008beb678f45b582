using System.Text.Json;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Endpoints;

/// <summary>Tags that tell the service's analytics what a verification was for.</summary>
public sealed class EndpointTagTests
{
    private static async Task<string> TagsAsync(ApiKeyEndpointTags which, string path, string method = "GET")
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid());
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapMethods("/orders/{id}", ["GET", "PURGE"], (string id) => id).WithName("GetOrder").WithApiKeyTags("team=orders").RequireAuthorization();
                app.MapGet("bare/{**rest}", (string rest) => rest).RequireAuthorization();
                app.MapGet("/full", () => "ok").WithName("Full").WithApiKeyTags([.. Enumerable.Range(1, 17).Select(number => $"{number}")]).RequireAuthorization();
                app.MapGet("/keys", () => "ok").WithName("a" + Keys(600)).WithApiKeyTags(Keys(512)).RequireAuthorization();
                app.MapGet("/" + new string('x', 600), () => "long").RequireAuthorization();
            },
            builder => builder.AddApiKeyAuthentication(options => options.EndpointTags = which));
        using var response = await app.SendAsync(new HttpMethod(method), path, "Bearer key_text");
        Assert.Equal(200, (int)response.StatusCode);
        using var body = JsonDocument.Parse(Assert.Single(service.Calls).Body);
        return body.RootElement.TryGetProperty("tags", out var tags) ? string.Join(' ', tags.EnumerateArray().Select(tag => tag.GetString())) : "";
    }

    [Theory]
    [InlineData(ApiKeyEndpointTags.None, "team=orders")]
    [InlineData(ApiKeyEndpointTags.Route, "team=orders route:/orders/{id}")]
    [InlineData(ApiKeyEndpointTags.Method, "team=orders method:GET")]
    [InlineData(ApiKeyEndpointTags.Name, "team=orders endpoint:GetOrder")]
    [InlineData(
        ApiKeyEndpointTags.Route | ApiKeyEndpointTags.Method | ApiKeyEndpointTags.Name,
        "team=orders route:/orders/{id} method:GET endpoint:GetOrder")]
    public async Task Endpoint_is_told_by_option_without_what_the_caller_sent(ApiKeyEndpointTags which, string tags) =>
        Assert.Equal(tags, await TagsAsync(which, "/orders/secret?token=secret"));

    [Fact]
    public async Task Method_that_nobody_registered_is_left_out() =>
        Assert.Equal("team=orders", await TagsAsync(ApiKeyEndpointTags.Method, "/orders/1", "PURGE"));

    [Fact]
    public async Task Route_begins_with_a_slash_whichever_way_it_was_written() =>
        Assert.Equal("route:/bare/{**rest}", await TagsAsync(ApiKeyEndpointTags.Route, "/bare/a/b"));

    [Fact]
    public async Task Tag_is_cut_at_what_the_service_accepts() =>
        Assert.Equal(512, (await TagsAsync(ApiKeyEndpointTags.Route, "/" + new string('x', 600))).Length);

    [Fact]
    public async Task Lengths_are_those_of_the_service_which_counts_code_points() =>
        Assert.Equal($"{Keys(512)} endpoint:a{Keys(502)}", await TagsAsync(ApiKeyEndpointTags.Name, "/keys"));

    private static string Keys(int count) => string.Concat(Enumerable.Repeat("🔑", count));

    [Fact]
    public async Task All_tags_together_are_as_many_as_the_service_accepts() => Assert.Equal(
        20, (await TagsAsync(ApiKeyEndpointTags.Route | ApiKeyEndpointTags.Method | ApiKeyEndpointTags.Name, "/full")).Split(' ').Length);
}
