using System.Text.Json;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Validation;

/// <summary>The violations of a body. A location is built from the inside out: each level prepends its own part.</summary>
internal sealed class Violations
{
    /// <summary>A body of a few megabytes can contain millions of violations, whose response would need gigabytes.</summary>
    public const int Most = 1000;

    private readonly List<ViolationData> _found = [];

    public IReadOnlyList<ViolationData> Found => _found;

    /// <summary>Whether further violations are ignored.</summary>
    public bool IsFull => _found.Count >= Most;

    /// <summary>
    /// Whether the body satisfies the schema but cannot be read into the types behind it, such as an integer written as <c>1.0</c>.
    /// Such a body is rejected later, after authentication.
    /// </summary>
    public bool Undecodable { get; private set; }

    public void Add(string location, string message) => _found.Add(new ViolationData(message, location));

    public void AddUndecodable() => Undecodable = true;

    /// <summary>Checks a part of the value. Its violations are located under the given part of the schema.</summary>
    public void Within(string location, Schema schema, JsonElement value)
    {
        var before = _found.Count;
        schema.Check(value, this);
        for (var i = before; i < _found.Count; i++)
        {
            _found[i] = _found[i] with { Location = location + _found[i].Location };
        }
    }
}
