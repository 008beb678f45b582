using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

/// <summary>The components that one document has because of API keys, and the references to them.</summary>
internal sealed class ApiKeyComponents
{
    private readonly OpenApiDocument _document;
    private readonly Dictionary<string, OpenApiSecurityScheme> _schemes;
    private readonly OpenApiSchema _problem = ProblemSchema.Create();
    private readonly List<(string Scheme, OpenApiOperation Operation, OpenApiSecurityRequirement Requirement)> _requirements = [];
    private readonly List<OpenApiMediaType> _problems = [];
    private Dictionary<string, string> _keys;

    /// <summary>Adds a security scheme for each API key scheme that the document does not describe yet.</summary>
    public ApiKeyComponents(OpenApiDocument document, IReadOnlyList<(string Name, ApiKeyOptions Options)> schemes)
    {
        _document = document;
        _schemes = schemes.ToDictionary(scheme => scheme.Name, scheme => SecuritySchemes.Describe(scheme.Name, scheme.Options), StringComparer.Ordinal);
        _keys = Keys();
        foreach (var (name, scheme) in _schemes)
        {
            document.AddComponent<IOpenApiSecurityScheme>(_keys[name], scheme);
        }
    }

    /// <summary>Adds one of the schemes to the requirements of an operation: requirements in the list are alternatives.</summary>
    public void Require(OpenApiOperation operation, IEnumerable<string> schemes)
    {
        operation.Security ??= [];
        foreach (var scheme in schemes)
        {
            var reference = new OpenApiSecuritySchemeReference(_keys[scheme], _document);
            if (!operation.Security.Any(present => present.Count == 1 && present.ContainsKey(reference)))
            {
                var requirement = new OpenApiSecurityRequirement { [reference] = [] };
                operation.Security.Add(requirement);
                _requirements.Add((scheme, operation, requirement));
            }
        }
    }

    /// <summary>Returns a reference to the schema of error responses.</summary>
    public OpenApiMediaType Problem()
    {
        var problem = new OpenApiMediaType { Schema = new OpenApiSchemaReference(ProblemSchema.Name, _document) };
        _problems.Add(problem);
        return problem;
    }

    /// <summary>Gives each component that operations refer to its final key, which no component of the app has.</summary>
    public void Complete()
    {
        _keys = Keys();
        foreach (var (scheme, operation, requirement) in _requirements)
        {
            if (operation.Security?.Contains(requirement) is true)
            {
                _document.AddComponent<IOpenApiSecurityScheme>(_keys[scheme], _schemes[scheme]);
                requirement.Clear();
                requirement.Add(new OpenApiSecuritySchemeReference(_keys[scheme], _document), []);
            }
        }

        if (_problems.Count > 0)
        {
            var name = ComponentKeys.FirstFree(ProblemSchema.Name, "", key => _document.Components?.Schemas?.ContainsKey(key) is true);
            _document.AddComponent<IOpenApiSchema>(name, _problem);
            _problems.ForEach(problem => problem.Schema = new OpenApiSchemaReference(name, _document));
        }
    }

    private Dictionary<string, string> Keys() => ComponentKeys.Of(
        _schemes.Keys,
        key => _document.Components?.SecuritySchemes?.TryGetValue(key, out var present) is true && !_schemes.ContainsValue(present as OpenApiSecurityScheme ?? new()));
}
