using System.Text.RegularExpressions;

namespace ApiKeyAuth.LocalService.Validation;

/// <summary>Creates the parts of request schemas.</summary>
internal static class SchemaBuilder
{
    public static Schema Object(params Field[] fields) => new ObjectSchema(fields, ignoresUnknown: false);

    /// <summary>Returns the schema of an object whose unknown fields are ignored and not rejected.</summary>
    public static Schema LenientObject(params Field[] fields) => new ObjectSchema(fields, ignoresUnknown: true);

    public static Schema Array(Schema items, int min = 0, int max = int.MaxValue) => new ArraySchema(items, min, max);

    public static Schema Text(int min = 0, int max = int.MaxValue, Regex? pattern = null) => new TextSchema(min, max, pattern);

    public static Schema Integer(long min, long? max = null) => new IntegerSchema(min, max);

    public static Schema Boolean() => new BooleanSchema();

    public static Schema Choice(params string[] values) => new ChoiceSchema(values);

    public static Field Required(string name, Schema schema) => new(name, schema, IsRequired: true);

    public static Field Optional(string name, Schema schema) => new(name, schema, IsRequired: false);
}
