using System.Reflection;
using System.Runtime.CompilerServices;
using ApiKeyAuth.Client;
using ApiKeyAuth.LocalService;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.OpenApi.Tests;

/// <summary>How types and methods of the libraries are made and called.</summary>
public sealed class ConventionTests
{
    private static readonly Assembly[] Libraries =
    [
        typeof(IKeysApi).Assembly, typeof(ApiKeyOptions).Assembly, typeof(ApiKeyOpenApiExtensions).Assembly, typeof(LocalKeyService).Assembly,
    ];

    private static IEnumerable<Type> Types => Libraries.SelectMany(library => library.GetTypes()).Where(type => !IsGenerated(type));

    private static bool IsGenerated(Type? type) => type is not null
        && (type.Name.Contains('<', StringComparison.Ordinal)
            || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false)
            || IsGenerated(type.DeclaringType));

    private static bool IsInherited(Type type) => Types.Any(other => other.BaseType is { } parent
        && (parent == type || (parent.IsGenericType && parent.GetGenericTypeDefinition() == type)));

    [Fact]
    public void Classes_are_sealed_unless_they_are_made_to_be_inherited()
    {
        // What apps derive from: their own events, attributes for their own endpoints, the options of a scheme as the framework has them.
        Type[] open = [typeof(ApiKeyEvents), typeof(ApiKeyOptions)];

        Assert.Empty(Types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !IsInherited(type)).Except(open));
    }

    [Fact]
    public void Handlers_are_internal() =>
        Assert.DoesNotContain(Types, type => type is { IsVisible: true, IsClass: true } && type.Name.EndsWith("Handler", StringComparison.Ordinal));

    [Fact]
    public void Names_tell_what_a_type_is_for() => Assert.DoesNotContain(Types, type =>
        new[] { "Manager", "Helper", "Helpers", "Utils", "Utilities", "Base", "Impl" }.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)));

    [Fact]
    public void Public_asynchronous_methods_end_in_Async_and_take_a_token()
    {
        var methods = Types.Where(type => type.IsVisible)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName && IsAwaitable(method.ReturnType) && method.GetBaseDefinition() == method)
            .ToArray();

        // Events are named as those of the framework's own schemes.
        Assert.Empty(Named(methods.Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal) && method.DeclaringType != typeof(ApiKeyEvents))));

        // What waits for nobody: facts at hand, memory, the end of a service, and the framework's authorization service, which takes no token.
        Assert.Equal(
            [
                "ApiKeyInfo.BindAsync", "IApiKeyCache.EvictAllAsync", "IApiKeyCache.EvictAsync", "LocalKeyService.DisposeAsync",
                "PermissionAuthorizationServiceExtensions.AuthorizeAsync", "PermissionAuthorizationServiceExtensions.AuthorizePermissionAsync",
            ],
            Named(methods.Where(method => method.DeclaringType != typeof(ApiKeyEvents)
                && method.GetParameters().All(parameter => parameter.ParameterType != typeof(CancellationToken)))));
    }

    private static IEnumerable<string> Named(IEnumerable<MethodInfo> methods) =>
        methods.Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Order(StringComparer.Ordinal);

    private static bool IsAwaitable(Type type) => typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));
}
