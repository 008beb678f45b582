using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace ApiKeyAuth;

/// <summary>Gives the verified key to actions of controllers and handlers of pages.</summary>
internal sealed class ApiKeyModelBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        ArgumentNullException.ThrowIfNull(bindingContext);
        if (bindingContext.HttpContext.GetApiKey() is { } key)
        {
            bindingContext.ValidationState.Add(key, new() { SuppressValidation = true });
            bindingContext.Result = ModelBindingResult.Success(key);
        }
        else
        {
            // What is required of the parameter is validated as for every other one.
            bindingContext.Result = ModelBindingResult.Success(null);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Marks a type as nothing that a request carries, so that it is neither read from the body nor described as a parameter.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ApiKeyBindingAttribute : Attribute, IBinderTypeProviderMetadata
{
    public Type BinderType => typeof(ApiKeyModelBinder);

    public BindingSource BindingSource => BindingSource.Special;
}
