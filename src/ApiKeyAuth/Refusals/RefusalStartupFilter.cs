using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ApiKeyAuth;

/// <summary>Completes, outermost, the refusals that bypass authorization: challenges by the app's own code, results and filters.</summary>
internal sealed class RefusalStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, pipeline) =>
        {
            await pipeline(context);
            await RefusalWriter.CompleteAsync(context);
        });
        next(app);
    };
}
