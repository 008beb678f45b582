using System.Text.Json.Nodes;

namespace ApiKeyAuth.Client.Tests;

/// <summary>Answers with every member that the contract knows, made from it.</summary>
internal static class GoodAnswer
{
    private const string List = "[]";

    public static JsonObject Of(string endpoint)
    {
        var response = Contract.Endpoints[endpoint]["response"]!;
        var answer = new JsonObject { ["meta"] = new JsonObject { ["requestId"] = "req_1" } };
        if (response["hasData"]!.GetValue<bool>())
        {
            answer["data"] = response["data"] is JsonObject members ? ObjectOf(MembersOf(members)) : ValueOf(response["data"]!.GetValue<string>());
        }

        if (response["pagination"]!.GetValue<bool>())
        {
            answer["pagination"] = ValueOf("Pagination");
        }

        return answer;
    }

    /// <summary>Every member and item of the endpoint's data, however deep.</summary>
    public static IEnumerable<AnswerPart> PartsOf(string endpoint) => Contract.Endpoints[endpoint]["response"]!["data"] switch
    {
        JsonObject members => PartsOf(MembersOf(members), ["data"]),
        JsonValue type => PartsOf(type.GetValue<string>(), ["data"]),
        _ => [],
    };

    private static JsonNode ValueOf(string type) => type switch
    {
        "integer" or "integer ms" or "integer or null" => 5,
        "boolean" => true,
        "string[] or null" => new JsonArray("text"),
        "object" => new JsonObject { ["a"] = new JsonArray(1, null) },
        _ when MembersOf(type) is { Count: > 0 } members => IsList(type) ? new JsonArray(ObjectOf(members)) : ObjectOf(members),
        _ when type.StartsWith("integer", StringComparison.Ordinal) => 5,
        _ when type.StartsWith("string", StringComparison.Ordinal) => type == "string[]" ? new JsonArray("text") : "text",
        _ => new JsonArray(new JsonObject { ["a"] = 1 }),
    };

    private static bool IsList(string type) => type.Split(' ')[0].EndsWith(List, StringComparison.Ordinal);

    private static JsonObject ObjectOf(IReadOnlyList<Member> members)
    {
        var result = new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)ValueOf(member.Type))));
        if (result.ContainsKey("code"))
        {
            result["code"] = VerificationCodes.Valid;
        }

        return result;
    }

    private static IEnumerable<AnswerPart> PartsOf(string type, string[] path)
    {
        if (!IsList(type))
        {
            return PartsOf(MembersOf(type), path);
        }

        string[] item = [.. path, "0"];
        return [new AnswerPart(item, IsItem: true, IsRequired: true, type), .. PartsOf(MembersOf(type), item)];
    }

    private static IEnumerable<AnswerPart> PartsOf(IReadOnlyList<Member> members, string[] path) => members.SelectMany(member =>
    {
        string[] inner = [.. path, member.Name];
        return PartsOf(member.Type, inner).Prepend(new AnswerPart(inner, IsItem: false, member.IsRequired, member.Type));
    });

    /// <summary>The members of a type that the contract names or describes in place: <c>{name: type, other?: type}</c>.</summary>
    private static List<Member> MembersOf(string type)
    {
        if (type.IndexOf('{', StringComparison.Ordinal) is var start and >= 0)
        {
            return
            [
                .. type[(start + 1)..type.IndexOf('}', StringComparison.Ordinal)].Split(',')
                    .Select(member => member.Split(':', 2))
                    .Select(member => Described(member[0].Trim(), member[1].Trim())),
            ];
        }

        var name = type.Split(' ')[0].Replace(List, "", StringComparison.Ordinal);
        return Contract.Objects.TryGetValue(name, out var known)
            ? [.. MembersOf(known["required"]!.AsObject()), .. MembersOf(known["optional"]!.AsObject()).Select(member => member with { IsRequired = false })]
            : [];
    }

    private static List<Member> MembersOf(JsonObject members) =>
        [.. members.Select(member => Described(member.Key, member.Value!.GetValue<string>()))];

    private static Member Described(string name, string type) =>
        new(name.TrimEnd('?'), type == "daily|monthly" ? "string" : type.TrimEnd('?'), !name.EndsWith('?') && !type.EndsWith('?'));

    private sealed record Member(string Name, string Type, bool IsRequired);
}

/// <summary>A member or an item of an answer.</summary>
internal sealed record AnswerPart(string[] Path, bool IsItem, bool IsRequired, string Type)
{
    public string Name => Path[^1];

    /// <summary>Puts something else in its place. Null: a JSON null.</summary>
    public void Replace(JsonNode answer, JsonNode? value)
    {
        if (Parent(answer) is JsonArray items)
        {
            items[0] = value;
        }
        else
        {
            Parent(answer)[Name] = value;
        }
    }

    public void Remove(JsonNode answer) => Parent(answer).AsObject().Remove(Name);

    public override string ToString() => string.Join('.', Path);

    private JsonNode Parent(JsonNode answer) => Path[..^1].Aggregate(answer, (node, name) => node is JsonArray items ? items[0]! : node[name]!);
}
