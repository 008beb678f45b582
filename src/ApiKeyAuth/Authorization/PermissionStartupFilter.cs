using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ApiKeyAuth;

/// <summary>
/// Lets <c>HasPermission</c> find the app's permission settings for principals that the app makes in a request. Only where claims of other
/// schemes count, since a value that flows with the request costs every request.
/// </summary>
internal sealed class PermissionStartupFilter(PermissionEvaluator evaluator) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (evaluator.ReadsClaims)
        {
            app.Use(async (context, pipeline) =>
            {
                evaluator.AttachToRequest();
                await pipeline(context);
            });
        }

        next(app);
    };
}
