using System.Net;
using ApiKeyAuth.Client;

namespace MinimalApi.Keys;

/// <summary>What the key service says of a request, it says to this app's caller; what is wrong between the two, it does not.</summary>
public sealed class KeyServiceFailures : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ArgumentException exception) when (exception.ParamName is not null)
        {
            // The client refuses what the service would refuse, before it is sent.
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (KeyServiceException exception) when (exception.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
        {
            return TypedResults.Problem(exception.Detail, statusCode: (int)exception.StatusCode, title: exception.Title);
        }
        catch (KeyServiceException)
        {
            return TypedResults.Problem("The key service cannot be used at the moment.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
