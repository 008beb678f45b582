using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests;

/// <summary>Controllers of one test alone: nested ones, which MVC does not find by itself.</summary>
internal sealed class OnlyControllers(Type[] types) : IApplicationFeatureProvider<ControllerFeature>
{
    public static Action<WebApplicationBuilder> Build(Type[] types, Action<MvcOptions>? configure = null) => builder =>
    {
        builder.AddApiKeyAuthentication();
        Add(builder.Services, types, configure);
    };

    public static void Add(IServiceCollection services, Type[] types, Action<MvcOptions>? configure = null) =>
        services.AddControllers(options => configure?.Invoke(options)).ConfigureApplicationPartManager(manager =>
        {
            manager.ApplicationParts.Clear();
            manager.FeatureProviders.Clear();
            manager.FeatureProviders.Add(new OnlyControllers(types));
        });

    public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature)
    {
        foreach (var type in types)
        {
            feature.Controllers.Add(type.GetTypeInfo());
        }
    }
}
