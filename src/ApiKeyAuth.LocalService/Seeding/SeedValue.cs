using System.Globalization;
using System.Text.Json;

namespace ApiKeyAuth.LocalService.Seeding;

/// <summary>A value of a seed file and its path. Errors contain the path and never the value, which may be a key.</summary>
internal readonly record struct SeedValue(JsonElement Json, string Path)
{
    public override string ToString() => Path;

    /// <summary>Fails if the object has a member with another name.</summary>
    public SeedValue WithMembers(params ReadOnlySpan<string> names)
    {
        Require(Json.ValueKind == JsonValueKind.Object, "must be an object");
        foreach (var member in Json.EnumerateObject())
        {
            Require(names.Contains(member.Name), $"has the unknown member {member.Name}; use one of {string.Join(", ", names)}");
        }

        return this;
    }

    /// <summary>Fails if a name or text contains half of a surrogate pair, which JSON can escape and later code cannot process.</summary>
    public void RequireUnicode()
    {
        try
        {
            switch (Json.ValueKind)
            {
                case JsonValueKind.String:
                    Json.GetString();
                    break;
                case JsonValueKind.Object:
                    foreach (var member in Json.EnumerateObject())
                    {
                        new SeedValue(member.Value, Member(member.Name)).RequireUnicode();
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var (i, item) in Json.EnumerateArray().Index())
                    {
                        new SeedValue(item, $"{Path}[{i}]").RequireUnicode();
                    }

                    break;
            }
        }
        catch (InvalidOperationException)
        {
            throw Fault("contains a string or a name with half of a surrogate pair");
        }
    }

    public IEnumerable<SeedValue> Items(string name)
    {
        if (Find(name) is not { } list)
        {
            return [];
        }

        list.Require(list.Json.ValueKind == JsonValueKind.Array, "must be an array");
        return list.Json.EnumerateArray().Select((item, i) => new SeedValue(item, $"{list.Path}[{i}]"));
    }

    /// <summary>Fails if two items have the same text, because only the first would be used.</summary>
    public void RequireDistinct(string list, string member)
    {
        var seen = new Dictionary<string, SeedValue>(StringComparer.Ordinal);
        foreach (var item in Items(list))
        {
            item.Require(item.Json.ValueKind == JsonValueKind.Object, "must be an object");
            if (item.Text(member) is { } text && !seen.TryAdd(text, item))
            {
                throw item.Find(member)!.Value.Fault($"has the same value as that of {seen[text]}");
            }
        }
    }

    /// <summary>Returns the names of the members of an object.</summary>
    public IEnumerable<string> Names(string name)
    {
        if (Find(name) is not { } map)
        {
            return [];
        }

        map.Require(map.Json.ValueKind == JsonValueKind.Object, "must be an object");
        return map.Json.EnumerateObject().Select(member => member.Name);
    }

    public string[] Texts(string name) => [.. Items(name).Select(item => item.AsText())];

    public string? Text(string name) => Find(name)?.AsText();

    public string RequiredText(string name) => Text(name) ?? throw new InvalidDataException($"{Member(name)} is missing.");

    public bool Flag(string name, bool otherwise) => Find(name) is { } value
        ? value.Json.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.Json.GetBoolean()
            : throw value.Fault("must be true or false")
        : otherwise;

    public long? Number(string name, long least, long most = long.MaxValue)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        value.Require(value.Json.ValueKind == JsonValueKind.Number, "must be a number");
        value.Require(value.Json.TryGetInt64(out var number), "must be an integer");
        value.Require(number >= least && number <= most, most == long.MaxValue ? $"must be {least} or more" : $"must be {least} to {most}");
        return number;
    }

    public long RequiredNumber(string name, long least) =>
        Number(name, least) ?? throw new InvalidDataException($"{Member(name)} is missing.");

    /// <summary>Returns a time that is written in ISO 8601 with an offset, or in Unix milliseconds.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Find(name) is not { Json.ValueKind: JsonValueKind.String } value)
        {
            return Number(name, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) is { } milliseconds
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : null;
        }

        value.Require(value.Json.TryGetDateTimeOffset(out var time), "must be a time such as 2030-01-01T00:00:00Z, or Unix milliseconds");
        value.Require(time >= DateTimeOffset.UnixEpoch, "may not lie before 1970");
        return time;
    }

    /// <summary>Returns a duration that is written as <c>00:01:00</c>, or in milliseconds.</summary>
    public TimeSpan RequiredDuration(string name)
    {
        const string rule = "must be a second or more, such as 00:01:00, or 60000 (milliseconds)";
        if (Find(name) is not { Json.ValueKind: JsonValueKind.String } value)
        {
            return TimeSpan.FromMilliseconds(RequiredNumber(name, 1000));
        }

        value.Require(
            TimeSpan.TryParse(value.AsText(), CultureInfo.InvariantCulture, out var duration) && duration >= TimeSpan.FromSeconds(1), rule);
        return duration;
    }

    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        var text = value.AsText();
        var known = Enum.GetNames<T>();
        return known.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<T>(found)
            : throw value.Fault($"must be one of {string.Join(", ", known)}");
    }

    /// <summary>Returns the member, or null if it is missing or null.</summary>
    public SeedValue? Find(string name) =>
        Json.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? new SeedValue(member, Member(name)) : null;

    public InvalidDataException Fault(string rule) => new($"{(Path.Length == 0 ? "The seed" : Path)} {rule}.");

    public void Require(bool isMet, string rule)
    {
        if (!isMet)
        {
            throw Fault(rule);
        }
    }

    private string AsText()
    {
        Require(Json.ValueKind == JsonValueKind.String, "must be a string");
        var text = Json.GetString()!;
        Require(!string.IsNullOrWhiteSpace(text), "is blank");
        return text;
    }

    private string Member(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
