using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>The service stores only hashes of keys and root keys.</summary>
public class SecretTests
{
    [Fact]
    public async Task No_stored_text_holds_a_key_or_a_root_key()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.AddRootKey("root_key_that_stays_secret", "api.*.read_api");
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Prefix = "sk", Name = "a name that is stored" });
        await fixture.VerifyAsync(key);
        var created = (await fixture.PostAsync("keys.createKey", new { apiId = key.ApiId })).Data["key"]!.GetValue<string>();

        var texts = new HashSet<string>();
        Collect(WorkspaceOf(fixture.Service), texts, new HashSet<object>(ReferenceEqualityComparer.Instance));

        Assert.Contains("a name that is stored", texts);
        foreach (var secret in new[] { key.Key, created, "root_key_that_stays_secret", fixture.Service.RootKey })
        {
            Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task No_error_repeats_a_key()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = new string('k', 513);

        Assert.DoesNotContain("kkkk", (await fixture.PostAsync("keys.verifyKey", new { key })).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "kkkk", (await fixture.PostAsync("apis.createApi", new { name = "orders" }, rootKey: key)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_type_that_holds_a_key_prints_it()
    {
        const string secret = "secret_text";
        string[] names = ["Key", "RootKey", "Plaintext", "Value", "KeyText", "Authorization"];
        var holders = new[] { typeof(LocalKeyService).Assembly, typeof(ApiKeyAuth.Client.IKeysApi).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false })
            .Select(type => (Type: type, Fields: names
                .Select(name => type.GetField($"<{name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic))
                .Where(field => field?.FieldType == typeof(string)).ToArray()))
            .Where(holder => holder.Fields.Length > 0)
            .ToArray();

        Assert.Contains(typeof(LocalKey), holders.Select(holder => holder.Type));
        Assert.All(holders, holder =>
        {
            var instance = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(holder.Type);
            Array.ForEach(holder.Fields, field => field!.SetValue(instance, secret));
            holder.Type.GetField("<BaseAddress>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)?.SetValue(instance, new Uri("http://x"));
            Assert.Empty(holder.Type.GetCustomAttributes<System.Diagnostics.DebuggerDisplayAttribute>());
            Assert.False(holder.Type.GetMethod("<Clone>$") is not null && Prints(instance, secret), $"{holder.Type} prints its key.");
        });
    }

    private static bool Prints(object instance, string secret) =>
        (instance.ToString() ?? string.Empty).Contains(secret, StringComparison.Ordinal);

    private static object WorkspaceOf(LocalKeyService service) =>
        typeof(LocalKeyService).GetField("_workspace", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(service)!;

    private static void Collect(object? value, HashSet<string> texts, HashSet<object> seen)
    {
        if (value is string text)
        {
            texts.Add(text);
        }
        else if (value is JsonElement json)
        {
            texts.Add(json.GetRawText());
        }
        else if (value is null || value.GetType().IsPrimitive || value is Delegate or Type or TimeProvider || !seen.Add(value))
        {
            return;
        }
        else if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Collect(item, texts, seen);
            }
        }
        else
        {
            CollectFields(value, texts, seen);
        }
    }

    private static void CollectFields(object value, HashSet<string> texts, HashSet<object> seen)
    {
        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                Collect(field.FieldType.IsPointer || field.FieldType.IsByRefLike ? null : field.GetValue(value), texts, seen);
            }
        }
    }
}
