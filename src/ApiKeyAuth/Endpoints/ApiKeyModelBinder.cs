using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace ApiKeyAuth;

/// <summary>Binds the verified key to parameters of actions and page handlers.</summary>
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
            // The requirements of the parameter are validated like those of any other.
            bindingContext.Result = ModelBindingResult.Success(null);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Marks a type as not bound from the request, so that it is neither read from the body nor described as a parameter.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ApiKeyBindingAttribute : Attribute, IBinderTypeProviderMetadata
{
    public Type BinderType => typeof(ApiKeyModelBinder);

    public BindingSource BindingSource => BindingSource.Special;
}
