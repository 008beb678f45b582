using ApiKeyAuth.LocalService.Endpoints;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Testing;
using ApiKeyAuth.LocalService.Wire;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>Processes each request in the recorded order: path, method, body, schema, authentication, decoding, handler.</summary>
internal sealed class RequestPipeline(
    Workspace workspace, CallCounts counts, LocalFaults faults, ControlEndpoint? control, long bodyCap)
{
    private const long SmallestBound = 16 * 1024 * 1024;

    public const string Liveness = "liveness";

    private const string LivenessPath = "/v2/" + Liveness;

    /// <summary>Room for one body of maximum length and several small ones.</summary>
    private readonly UnknownCallers _unknownCallers = new(Math.Max(bodyCap, SmallestBound) + (SmallestBound / 4));

    public async Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? string.Empty;
        if (RequestPath.Redirect(http) is { } target)
        {
            http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            http.Response.Headers.Location = target;
        }
        else if (EndpointTable.ByPath.TryGetValue(path, out var endpoint))
        {
            await ((HttpMethods.IsPost(http.Request.Method) ? CallAsync(http, endpoint) : RejectMethodAsync(http, "POST")).ConfigureAwait(false));
        }
        else if (path is LivenessPath or "/health/live" or "/health/ready" or "/health/startup")
        {
            await ((HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
                ? ReportHealthAsync(http, path)
                : RejectMethodAsync(http, "GET, HEAD")).ConfigureAwait(false));
        }
        else if (control is not null && path.StartsWith(ControlEndpoint.Prefix, StringComparison.Ordinal))
        {
            await control.InvokeAsync(http, path).ConfigureAwait(false);
        }
        else
        {
            await ResponseWriter.WriteTextAsync(http.Response, StatusCodes.Status404NotFound, "404 page not found\n").ConfigureAwait(false);
        }
    }

    private async Task ReportHealthAsync(HttpContext http, string path)
    {
        if (path != LivenessPath)
        {
            await ResponseWriter.WriteJsonAsync(http.Response, """{"status":"ok"}"""u8.ToArray()).ConfigureAwait(false);
            return;
        }

        var fault = faults.Next(Liveness);
        counts.Add(Liveness);
        http.TraceIdentifier = Identifier.New("req");
        if (fault is null || await FaultInjector.ApplyAsync(fault, http, workspace.Clock, workspace.Stopping).ConfigureAwait(false))
        {
            await ResponseWriter.WriteAsync(http.Response, new Response(new LivenessData("Alive and well."))).ConfigureAwait(false);
        }
    }

    private static Task RejectMethodAsync(HttpContext http, string allowed)
    {
        http.Response.Headers.Allow = allowed;
        return ResponseWriter.WriteTextAsync(http.Response, StatusCodes.Status405MethodNotAllowed, "Method Not Allowed\n");
    }

    private async Task CallAsync(HttpContext http, Endpoint endpoint)
    {
        // The fault is taken before the call is counted, so that a test that reads the count knows which call took the fault.
        var fault = faults.Next(endpoint.Name);
        counts.Add(endpoint.Name);
        http.TraceIdentifier = Identifier.New("req");
        try
        {
            if (fault is not null && !await FaultInjector.ApplyAsync(fault, http, workspace.Clock, workspace.Stopping).ConfigureAwait(false))
            {
                return;
            }

            using var share = IsKnown(http) ? null : _unknownCallers.Begin();
            using var body = await RequestBody.ReadAsync(http.Request, bodyCap, share, http.RequestAborted).ConfigureAwait(false);
            if (body.IsOversize)
            {
                // Otherwise the unread rest would be parsed as the next request.
                http.Response.Headers.Connection = "close";
            }

            if (share is { IsRejected: true })
            {
                throw Unknown(http);
            }

            await ResponseWriter.WriteAsync(http.Response, await HandleAsync(http, endpoint, body).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (ErrorResponseException error)
        {
            await ResponseWriter.WriteAsync(http.Response, error).ConfigureAwait(false);
        }
        catch (StorageException unstored)
        {
            await ResponseWriter.WriteAsync(http.Response, ErrorResponseException.RejectedByDatabase(unstored.Message)).ConfigureAwait(false);
        }
        catch (BadHttpRequestException)
        {
            await ResponseWriter.WriteAsync(
                http.Response, new ErrorResponseException(ErrorType.BodyUnreadable, "The body could not be read.")).ConfigureAwait(false);
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException && !http.Response.HasStarted)
        {
            var error = new ErrorResponseException(ErrorType.Unexpected, "The service met a fault of its own.") { AlwaysPlainJson = true };
            await ResponseWriter.WriteAsync(http.Response, error).ConfigureAwait(false);
        }
    }

    private bool IsKnown(HttpContext http)
    {
        try
        {
            return Bearer.Header(http.Request.Headers) is { } header
                && Authenticator.Authenticate(header, workspace.Store.Current, workspace.Now) is not null;
        }
        catch (ErrorResponseException)
        {
            return false;
        }
    }

    /// <summary>Returns the error that the caller would get for any body.</summary>
    private ErrorResponseException Unknown(HttpContext http)
    {
        try
        {
            if (Bearer.Header(http.Request.Headers) is not { } header)
            {
                return Authenticator.MissingHeader();
            }

            Authenticator.Authenticate(header, workspace.Store.Current, workspace.Now);
            return new ErrorResponseException(ErrorType.BodyUnreadable, "The root key was not known when the body came.");
        }
        catch (ErrorResponseException error)
        {
            return error;
        }
    }

    private async ValueTask<Response> HandleAsync(HttpContext http, Endpoint endpoint, RequestBody body)
    {
        var started = workspace.Timestamp;
        using var document = RequestValidation.Parse(http.Request, body, endpoint);
        var isDecodable = RequestValidation.Check(document.RootElement, endpoint);
        var now = workspace.Now;
        await workspace.Store.RefillUpToAsync(DateOnly.FromDateTime(now.UtcDateTime)).ConfigureAwait(false);
        var caller = Authenticator.Authenticate(Bearer.Header(http.Request.Headers)!, workspace.Store.Current, now);
        WorkspaceLimit.Apply(workspace, http.Response.Headers, now.ToUnixTimeMilliseconds());
        if (!isDecodable)
        {
            throw ErrorResponseException.Invalid("A number of the body does not fit its type.");
        }

        var call = new Call(workspace, http, document.RootElement, caller, now.ToUnixTimeMilliseconds());
        Response answer;
        try
        {
            answer = await endpoint.HandleAsync(call).ConfigureAwait(false);
        }
        finally
        {
            await call.Stored.ConfigureAwait(false);
        }

        if (call.Verified is { } verified)
        {
            workspace.Record(verified with { Latency = workspace.Since(started).TotalMilliseconds });
        }

        return answer;
    }
}
