using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>A parameter of type <see cref="ApiKeyInfo"/>, of a handler, an action or a page.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="IsOptional">Whether it may be null.</param>
/// <param name="Source">The attribute that sets another source than the verified key, such as <c>FromServices</c>. Null means none.</param>
internal sealed record ApiKeyParameter(string Name, bool IsOptional, string? Source)
{
    public static ApiKeyParameter Of(ParameterInfo parameter) =>
        new(parameter.Name ?? "", parameter.HasDefaultValue || MayBeNull(parameter), SourceOf(parameter));

    public static ApiKeyParameter Of(PropertyInfo property) => new(property.Name, IsOptional: true, SourceOf(property));

    private static string? SourceOf(ICustomAttributeProvider declaration) => NameOf(declaration.GetCustomAttributes(inherit: true)
        .FirstOrDefault(attribute => attribute is IBindingSourceMetadata { BindingSource: not null } or IFromServiceMetadata or IFromBodyMetadata
            or IFromQueryMetadata or IFromHeaderMetadata or IFromRouteMetadata or IFromFormMetadata or FromKeyedServicesAttribute)?.GetType());

    private static string? NameOf(Type? attribute) => attribute?.Name.Replace("Attribute", "", StringComparison.Ordinal);

    private static bool MayBeNull(ParameterInfo parameter)
    {
        try
        {
            return new NullabilityInfoContext().Create(parameter).ReadState != NullabilityState.NotNull;
        }
        catch (InvalidOperationException)
        {
            // A trimmed app may have no nullability information. The compiler generated the binding then, which respects it.
            return true;
        }
    }
}
