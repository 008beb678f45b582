using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ApiKeyAuth.Client;

/// <summary>
/// Reads responses: what lacks a required member, or has an empty text or a null item where there must be something, cannot be read.
/// A default in its place would pass off a lost answer, such as the text of a new key, as a good one.
/// </summary>
internal static class ResponseJson
{
    // The service takes metadata of 10,000 levels, from whichever client. One such key must not hide the others of a list.
    private const int ManagementDepth = 10_000 + 64;

    public static JsonSerializerOptions Verification { get; } = Create(KeyServiceJsonContext.Default.Options.MaxDepth);

    public static JsonSerializerOptions Management { get; } = Create(ManagementDepth);

    private static JsonSerializerOptions Create(int maxDepth)
    {
        var options = new JsonSerializerOptions(KeyServiceJsonContext.Default.Options)
        {
            MaxDepth = maxDepth,
            TypeInfoResolver = KeyServiceJsonContext.Default.WithAddedModifier(AddRules),
        };
        options.MakeReadOnly();
        return options;
    }

    private static void AddRules(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        Action<object>[] rules = [.. type.Properties.Select(RuleOf).OfType<Action<object>>()];
        type.OnDeserialized = value =>
        {
            foreach (var rule in rules)
            {
                rule(value);
            }

            if (value is IResponseData { Fault: { } fault })
            {
                throw new JsonException($"The response cannot be read: {fault}.");
            }
        };
    }

    private static Action<object>? RuleOf(JsonPropertyInfo property)
    {
        var (name, get, isRequired) = (property.Name, property.Get, property.IsRequired);
        if (get is null || property.PropertyType is { IsValueType: true } type && type != typeof(JsonElement?))
        {
            return null;
        }

        if (property.PropertyType == typeof(string))
        {
            var mayBeEmpty = property.AttributeProvider?.IsDefined(typeof(MayBeEmptyAttribute), inherit: false) == true;
            return isRequired ? value => Require(get(value) is string text && (mayBeEmpty || text.Length > 0), name) : null;
        }

        return value =>
        {
            switch (get(value))
            {
                case null:
                    Require(!isRequired, name);
                    break;
                case JsonElement json:
                    Require(json.ValueKind == JsonValueKind.Object, name);
                    break;
                case IEnumerable items:
                    foreach (var item in items)
                    {
                        Require(item is not (null or JsonElement { ValueKind: not JsonValueKind.Object }), name);
                    }

                    break;
            }
        };
    }

    private static void Require(bool fulfilled, string name)
    {
        if (!fulfilled)
        {
            throw new JsonException($"The member '{name}' of the response is missing, null, empty or of the wrong kind.");
        }
    }
}
