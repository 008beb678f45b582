using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ApiKeyAuth;

/// <summary>
/// Makes the app's permission options available to <c>HasPermission</c> for principals that the app creates in a request. It does so only
/// if claims of other schemes may be permissions, since an async-local value costs every request.
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
