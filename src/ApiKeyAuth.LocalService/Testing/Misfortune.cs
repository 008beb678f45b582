using ApiKeyAuth.LocalService.Http;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Testing;

internal static class Misfortune
{
    /// <summary>Lets a fault befall a call that was not read yet.</summary>
    /// <returns>Whether the call goes on.</returns>
    public static async ValueTask<bool> BefallAsync(LocalFault fault, HttpContext http, TimeProvider clock)
    {
        switch (fault.Kind)
        {
            case FaultKind.Delay:
                await Task.Delay(fault.Wait, clock, http.RequestAborted);
                return true;
            case FaultKind.Refuse:
                http.Abort();
                return false;
            case FaultKind.Status:
                await ResponseWriter.WriteFaultAsync(http.Response, fault);
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
}
