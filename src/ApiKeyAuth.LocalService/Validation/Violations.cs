using System.Text.Json;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Validation;

/// <summary>What a body violates. A location is built from the inside out: each level puts its own part in front.</summary>
internal sealed class Violations
{
    /// <summary>A body of some megabytes could hold millions: nobody reads them, and they would take gigabytes.</summary>
    public const int Most = 1000;

    private readonly List<ViolationData> _found = [];

    public IReadOnlyList<ViolationData> Found => _found;

    /// <summary>Whether there is no point in looking further.</summary>
    public bool IsFull => _found.Count >= Most;

    /// <summary>
    /// Whether the body satisfies the schema but cannot be read into the types behind it, such as an integer written as <c>1.0</c>.
    /// That is refused later, after authentication.
    /// </summary>
    public bool Undecodable { get; private set; }

    public void Add(string location, string message) => _found.Add(new ViolationData(message, location));

    public void AddUndecodable() => Undecodable = true;

    /// <summary>Checks a part of the value; what it violates lies under the given part of the schema.</summary>
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
