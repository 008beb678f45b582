using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>Completes, outermost, the refusals that bypass authorization: challenges by the app's own code, results and filters.</summary>
internal sealed class ErrorResponseStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, pipeline) =>
        {
            // Nothing is left to do for most requests, so nothing waits for them.
            var answered = pipeline(context);
            return answered.IsCompletedSuccessfully && ApiKeyVerificationFeature.Find(context)?.ErrorResponse is null ? answered : WriteBodyAsync(answered, context);
        });
        next(app);
    };

    private static async Task WriteBodyAsync(Task answered, HttpContext context)
    {
        await answered;
        await ErrorResponseWriter.WriteBodyAsync(context);
    }
}
