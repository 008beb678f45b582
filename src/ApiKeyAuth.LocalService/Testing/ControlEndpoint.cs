using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ApiKeyAuth.LocalService.Http;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Testing;

/// <summary>
/// Handles requests of tests in another process. They need a root key with all permissions, so that no page in a browser can send them.
/// </summary>
internal sealed class ControlEndpoint(Workspace workspace, CallCounts counts, LocalFaults faults)
{
    public const string Prefix = "/control/";

    public async Task InvokeAsync(HttpContext http, string path)
    {
        try
        {
            RequireEverything(http.Request);
            await HandleAsync(http, http.Request.Method, path[Prefix.Length..]).ConfigureAwait(false);
        }
        catch (ErrorResponseException error)
        {
            await ResponseWriter.WriteTextAsync(http.Response, error.Type.Status, error.Message + "\n").ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or OverflowException)
        {
            await ResponseWriter.WriteTextAsync(http.Response, StatusCodes.Status400BadRequest, fault.Message + "\n").ConfigureAwait(false);
        }
    }

    private async Task HandleAsync(HttpContext http, string method, string name)
    {
        switch (method, name)
        {
            case ("POST", "faults"):
                faults.Add((await ReadAsync(http, ControlJson.Default.FaultData).ConfigureAwait(false)).ToFault());
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case ("DELETE", "faults"):
                faults.Clear();
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case ("GET", "counts"):
                await WriteAsync(http, new CountsData(counts.All, workspace.Charges.All), ControlJson.Default.CountsData).ConfigureAwait(false);
                break;
            case ("POST", "clock"):
                workspace.Clock.Advance(TimeSpan.FromMilliseconds((await ReadAsync(http, ControlJson.Default.AdvanceData).ConfigureAwait(false)).AdvanceMs));
                await WriteAsync(http, new ClockData(workspace.Now.ToUnixTimeMilliseconds()), ControlJson.Default.ClockData).ConfigureAwait(false);
                break;
            default:
                throw new ErrorResponseException(ErrorType.ApiNotFound, "POST or DELETE faults, GET counts, POST clock.");
        }
    }

    private void RequireEverything(HttpRequest request)
    {
        if (Bearer.Header(request.Headers) is not { } header)
        {
            throw Authenticator.MissingHeader();
        }

        if (Authenticator.Authenticate(header, workspace.Store.Current, workspace.Now).Permissions is not null)
        {
            throw new ErrorResponseException(ErrorType.InsufficientPermissions, "The root key must hold all permissions.");
        }
    }

    private static async ValueTask<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type) =>
        await JsonSerializer.DeserializeAsync(http.Request.Body, type, http.RequestAborted).ConfigureAwait(false)
        ?? throw new ArgumentException("The body is null.");

    private static Task WriteAsync<T>(HttpContext http, T data, JsonTypeInfo<T> type) =>
        ResponseWriter.WriteJsonAsync(http.Response, JsonSerializer.SerializeToUtf8Bytes(data, type));
}
