using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace ApiKeyAuth.OpenApi.Tests;

/// <summary>What the OpenAPI Specification demands of a document, checked by the library that reads documents and by hand.</summary>
internal static partial class DocumentRules
{
    [GeneratedRegex(@"^[a-zA-Z0-9.\-_]+\z")]
    private static partial Regex ComponentKey { get; }

    /// <summary>Reads the text as its readers do, JSON or YAML, and finds no fault.</summary>
    public static OpenApiDocument AssertValid(string text, string format = "json")
    {
        var settings = new OpenApiReaderSettings();
        settings.AddYamlReader();
        var (document, diagnostic) = OpenApiDocument.Parse(text, format, settings);
        Assert.Empty(diagnostic!.Errors);
        Assert.Empty(diagnostic.Warnings);
        Assert.NotNull(document);
        Assert.Empty(document.Validate(ValidationRuleSet.GetDefaultRuleSet()));
        if (format == "json")
        {
            using var json = JsonDocument.Parse(text);
            Assert.Empty(Faults(json.RootElement));
        }

        return document;
    }

    private static IEnumerable<string> Faults(JsonElement root)
    {
        var components = root.TryGetProperty("components", out var found) ? found : default;
        var schemes = Names(components, "securitySchemes");
        foreach (var key in Names(components, "securitySchemes").Concat(Names(components, "schemas")).Where(key => !ComponentKey.IsMatch(key)))
        {
            yield return $"component key '{key}'";
        }

        foreach (var reference in References(root).Where(reference => !Resolves(root, reference)))
        {
            yield return $"reference '{reference}'";
        }

        foreach (var path in root.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                foreach (var fault in OperationFaults(operation.Value, schemes))
                {
                    yield return $"{operation.Name} {path.Name}: {fault}";
                }
            }
        }
    }

    private static IEnumerable<string> OperationFaults(JsonElement operation, IReadOnlyList<string> schemes)
    {
        foreach (var response in operation.GetProperty("responses").EnumerateObject()
            .Where(response => !response.Value.TryGetProperty("$ref", out _) && !response.Value.TryGetProperty("description", out _)))
        {
            yield return $"response {response.Name} without a description";
        }

        if (!operation.TryGetProperty("security", out var security))
        {
            yield break;
        }

        var requirements = security.EnumerateArray().Select(requirement => requirement.GetRawText()).ToArray();
        if (requirements.Distinct().Count() != requirements.Length)
        {
            yield return $"security twice: {string.Join(", ", requirements)}";
        }

        foreach (var name in security.EnumerateArray().SelectMany(requirement => requirement.EnumerateObject()).Select(scheme => scheme.Name).Except(schemes))
        {
            yield return $"security scheme '{name}' is not among the components";
        }
    }

    private static string[] Names(JsonElement components, string kind) =>
        components.ValueKind == JsonValueKind.Object && components.TryGetProperty(kind, out var all)
            ? [.. all.EnumerateObject().Select(component => component.Name)]
            : [];

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static bool Resolves(JsonElement root, string reference)
    {
        var target = root;
        foreach (var step in reference.Split('/').Skip(1))
        {
            if (target.ValueKind != JsonValueKind.Object
                || !target.TryGetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out target))
            {
                return false;
            }
        }

        return reference.StartsWith("#/", StringComparison.Ordinal);
    }
}
