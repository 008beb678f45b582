using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace MinimalApi.Keys;

public static class KeyEndpoints
{
    public static IEndpointRouteBuilder MapKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/keys");
        keys.MapGet("/", ListAsync);
        keys.MapPost("/", CreateAsync).RequireAuthorization("keys.write");
        keys.MapDelete("/{keyId}", DeleteAsync).RequireAuthorization("keys.write");
        return app;
    }

    [Authorize(Policy = "keys.read")]
    private static async Task<IEnumerable<KeySummary>> ListAsync(
        IApisApi apis, IOptions<SampleOptions> options, CancellationToken cancellationToken)
    {
        var summaries = new List<KeySummary>();
        await foreach (var key in apis.ListAllKeysAsync(new ListKeysRequest { ApiId = options.Value.ApiId }, cancellationToken))
        {
            summaries.Add(KeySummary.Of(key));
        }

        return summaries;
    }

    private static async Task<Results<Created<CreatedKey>, ValidationProblem>> CreateAsync(
        NewKey key, IKeysApi keys, IOptions<SampleOptions> options, CancellationToken cancellationToken)
    {
        if (key.Validate() is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var created = await keys.CreateAsync(
            new CreateKeyRequest
            {
                ApiId = options.Value.ApiId,
                Name = key.Name,
                Permissions = key.Permissions,
                Credits = key.Credits is { } credits ? new KeyServiceCredits { Remaining = credits } : null,
            },
            cancellationToken);
        return TypedResults.Created((string?)null, new CreatedKey(created.Key, created.KeyId));
    }

    private static async Task<NoContent> DeleteAsync(string keyId, IKeysApi keys, CancellationToken cancellationToken)
    {
        await keys.DeleteAsync(keyId, cancellationToken);
        return TypedResults.NoContent();
    }
}
