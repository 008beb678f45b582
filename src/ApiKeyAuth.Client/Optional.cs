using System.Diagnostics.CodeAnalysis;

namespace ApiKeyAuth.Client;

/// <summary>
/// A value that an update may leave out. The default is absent: what stands stays. A value that is there is set, and null clears it.
/// </summary>
/// <typeparam name="T">The type of the value, nullable where null clears.</typeparam>
[SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "Visual Basic can escape it, and it is the usual word.")]
public readonly record struct Optional<T>
{
    /// <summary>Makes a value that is there, also from null.</summary>
    /// <param name="value">The value; null clears.</param>
    public Optional(T value)
    {
        HasValue = true;
        Value = value;
    }

    /// <summary>Whether the value is sent.</summary>
    /// <value>Default: false.</value>
    public bool HasValue { get; }

    /// <summary>The value; null where it is absent or clears.</summary>
    public T? Value { get; }

    /// <summary>Makes a value that is there, also from null.</summary>
    /// <param name="value">The value; null clears.</param>
    public static implicit operator Optional<T>(T value) => new(value);
}
