using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ApiKeyAuth.LocalService.Http;

internal sealed class PipelineApplication(RequestPipeline pipeline) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => pipeline.InvokeAsync(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }
}
