using ApiKeyAuth.LocalService.Http;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Testing;

internal static class FaultInjector
{
    /// <summary>Applies a fault to a call that has not been read yet.</summary>
    /// <returns>True if the call is to be processed.</returns>
    public static async ValueTask<bool> ApplyAsync(LocalFault fault, HttpContext http, TimeProvider clock, CancellationToken stopping)
    {
        switch (fault.Kind)
        {
            case FaultKind.Delay:
                return await DelayAsync(fault.Wait, http, clock, stopping).ConfigureAwait(false);
            case FaultKind.Refuse:
                http.Abort();
                return false;
            case FaultKind.Status:
                await ResponseWriter.WriteFaultAsync(http.Response, fault).ConfigureAwait(false);
                return false;
            default:
                http.Response.OnStarting(() =>
                {
                    http.Abort();
                    return Task.CompletedTask;
                });
                return true;
        }
    }

    private static async ValueTask<bool> DelayAsync(TimeSpan wait, HttpContext http, TimeProvider clock, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            await Task.Delay(wait, clock, end.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            http.Abort();
            return false;
        }
    }
}
