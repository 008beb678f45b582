using System.Text.Json;

namespace ApiKeyAuth.LocalService.Wire;

/// <summary>Reads members of a body that matches its schema.</summary>
internal static class BodyReading
{
    public static string Text(this JsonElement body, string name) => body.GetProperty(name).GetString()!;

    public static long Integer(this JsonElement body, string name) => body.GetProperty(name).GetInt64();

    /// <summary>Returns null if the member is absent or null.</summary>
    public static string? OptionalText(this JsonElement body, string name) => body.Optional(name)?.GetString();

    /// <inheritdoc cref="OptionalText"/>
    public static long? OptionalInteger(this JsonElement body, string name) => body.Optional(name)?.GetInt64();

    public static bool Flag(this JsonElement body, string name, bool absent = false) => body.Optional(name)?.GetBoolean() ?? absent;

    public static IReadOnlyList<string> Texts(this JsonElement body, string name) => body.OptionalTexts(name) ?? [];

    /// <inheritdoc cref="OptionalText"/>
    public static IReadOnlyList<string>? OptionalTexts(this JsonElement body, string name) =>
        body.Optional(name) is { } array ? [.. array.EnumerateArray().Select(item => item.GetString()!)] : null;

    /// <inheritdoc cref="OptionalText"/>
    public static JsonElement? Optional(this JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static bool Has(this JsonElement body, string name) => body.TryGetProperty(name, out _);

    /// <summary>Returns the maximum number of rows of a page.</summary>
    public static int PageSize(this JsonElement body, int absent = 100) => (int)(body.OptionalInteger("limit") ?? absent);
}
