using System.Diagnostics.CodeAnalysis;

namespace ApiKeyAuth.Client;

/// <summary>
/// A value that an update may leave out. The default has no value: the property is unchanged. A value is set, and null clears the property.
/// </summary>
/// <typeparam name="T">The type of the value, nullable where null clears.</typeparam>
[SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "Visual Basic can escape it, and it is the usual word.")]
public readonly record struct Optional<T>
{
    /// <summary>Creates a value that is sent. Null clears the property.</summary>
    /// <param name="value">The value; null clears.</param>
    public Optional(T value)
    {
        HasValue = true;
        Value = value;
    }

    /// <summary>Gets a value that indicates whether the value is sent. The default is false.</summary>
    public bool HasValue { get; }

    /// <summary>Gets the value; null where it is absent or clears.</summary>
    public T? Value { get; }

    /// <summary>Creates a value that is sent. Null clears the property.</summary>
    /// <param name="value">The value; null clears.</param>
    public static implicit operator Optional<T>(T value) => new(value);
}
