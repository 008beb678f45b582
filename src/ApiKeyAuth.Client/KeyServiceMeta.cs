using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ApiKeyAuth.Client;

/// <summary>Writes and reads metadata as the app's own types, through the app's source-generated JSON.</summary>
public static class KeyServiceMeta
{
    /// <summary>Makes metadata for a request.</summary>
    /// <typeparam name="T">The app's type; its JSON must be an object.</typeparam>
    /// <param name="value">The metadata.</param>
    /// <param name="type">The type's JSON contract, such as <c>AppJsonContext.Default.Plan</c>.</param>
    /// <returns>The metadata as JSON.</returns>
    public static JsonElement Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToElement(value, type);

    /// <summary>Reads the metadata of a key.</summary>
    /// <typeparam name="T">The app's type.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="type">The type's JSON contract, such as <c>AppJsonContext.Default.Plan</c>.</param>
    /// <returns>The metadata; the type's default where the key has none.</returns>
    /// <exception cref="JsonException">The metadata does not match the type.</exception>
    public static T? ReadMeta<T>(this KeyDetails key, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Read(key.Meta, type);
    }

    /// <summary>Reads the metadata of a verified key.</summary>
    /// <typeparam name="T">The app's type.</typeparam>
    /// <param name="result">The verification result.</param>
    /// <param name="type">The type's JSON contract, such as <c>AppJsonContext.Default.Plan</c>.</param>
    /// <returns>The metadata; the type's default where the key has none.</returns>
    /// <exception cref="JsonException">The metadata does not match the type.</exception>
    public static T? ReadMeta<T>(this VerifyKeyResult result, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Read(result.Meta, type);
    }

    /// <summary>Reads the metadata of an identity.</summary>
    /// <typeparam name="T">The app's type.</typeparam>
    /// <param name="identity">The identity.</param>
    /// <param name="type">The type's JSON contract, such as <c>AppJsonContext.Default.Plan</c>.</param>
    /// <returns>The metadata; the type's default where the identity has none.</returns>
    /// <exception cref="JsonException">The metadata does not match the type.</exception>
    public static T? ReadMeta<T>(this KeyServiceIdentity identity, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return Read(identity.Meta, type);
    }

    private static T? Read<T>(JsonElement? meta, JsonTypeInfo<T> type) => meta is { } json ? json.Deserialize(type) : default;
}
