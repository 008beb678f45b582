using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>
/// Random sequences of calls on roles, permissions, identities, expiry and rerolls, with restarts. After each call both keys are verified
/// and compared with a model of names and sets.
/// </summary>
public class CatalogueModelTests
{
    public enum Act
    {
        AddPermission,
        DropPermission,
        AddRole,
        SetRole,
        DropRole,
        Assign,
        DropIdentity,
        Link,
        Expire,
        Reroll,
        Wait,
        Restart,
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keys_show_what_is_left_of_what_they_were_given(bool stored) =>
        await Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 1], Gen.Int[0, 2]).Array[1, 40].SampleAsync(
            async steps =>
            {
                using var folder = new DataFolder();
                await using var run = new Run(folder, stored);
                await run.StartAsync();
                foreach (var (act, a, b) in steps)
                {
                    Assert.Equal(run.Does(act, a, b), await run.DoAsync(act, a, b));
                    Assert.Equal(run.Expected(0), await run.SeenAsync(0));
                    Assert.Equal(run.Expected(1), await run.SeenAsync(1));
                }
            },
            iter: stored ? 30 : 80,
            threads: 1);

    private sealed record Model(LocalKey Key)
    {
        public long? Expires { get; set; }

        public object? Identity { get; set; }

        /// <summary>The roles by identity and not by name: a role that was deleted and created again is another role.</summary>
        public HashSet<HashSet<string>> Roles { get; set; } = new(ReferenceEqualityComparer.Instance);
    }

    private sealed class Run(DataFolder folder, bool stored) : IAsyncDisposable
    {
        private readonly HashSet<string> _slugs = [];
        private readonly Dictionary<string, HashSet<string>> _roles = [];
        private readonly Dictionary<string, object> _identities = [];
        private readonly Model[] _keys = new Model[2];
        private ServiceFixture _fixture = null!;
        private TimeSpan _waited;

        public async Task StartAsync()
        {
            _fixture = await OpenAsync();
            _keys[0] = new Model(_fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Key = "first_key_of_the_test" }));
            _keys[1] = new Model(_fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Key = "second_key_of_the_test" }));
        }

        /// <summary>Changes the model, and returns the expected status.</summary>
        public int Does(Act act, int a, int b)
        {
            var (key, name, slug) = (_keys[a], $"name{b}", $"slug{b}");
            switch (act)
            {
                case Act.AddPermission:
                    return _slugs.Add(slug) ? 200 : 409;
                case Act.DropPermission:
                    _roles.Values.Concat(_keys.SelectMany(each => each.Roles)).ToList().ForEach(role => role.Remove(slug));
                    return _slugs.Remove(slug) ? 200 : 404;
                case Act.AddRole or Act.SetRole when act == Act.AddRole == _roles.ContainsKey(name):
                    return act == Act.AddRole ? 409 : 404;
                case Act.AddRole or Act.SetRole:
                    _slugs.UnionWith(Slugs(a));
                    _roles.TryAdd(name, []);
                    _roles[name].Clear();
                    _roles[name].UnionWith(Slugs(a));
                    return 200;
                case Act.DropRole:
                    return _roles.Remove(name, out var gone) && _keys.All(each => each.Roles.Remove(gone) || true) ? 200 : 404;
                case Act.Assign:
                    return _roles.TryGetValue(name, out var role) && (key.Roles.Add(role) || true) ? 200 : 404;
                case Act.DropIdentity:
                    return _identities.Remove(name) ? 200 : 404;
                case Act.Link when b == 2:
                    key.Identity = null;
                    break;
                case Act.Link:
                    _identities.TryAdd(name, new object());
                    key.Identity = _identities[name];
                    break;
                case Act.Expire:
                    key.Expires = b == 0 ? null : _fixture.Now + (b * 40_000);
                    break;
                case Act.Wait:
                    _fixture.Clock.Advance(Pause(b));
                    _waited += Pause(b);
                    break;
            }

            return 200;
        }

        public async Task<int> DoAsync(Act act, int a, int b)
        {
            var (keyId, name, slug) = (_keys[a].Key.KeyId, $"name{b}", $"slug{b}");
            return act switch
            {
                Act.AddPermission => await CallAsync("permissions.createPermission", new { name, slug }),
                Act.DropPermission => await CallAsync("permissions.deletePermission", new { permission = slug }),
                Act.AddRole => await CallAsync("permissions.createRole", new { name, permissions = Slugs(a) }),
                Act.SetRole => await CallAsync(
                    "permissions.setRolePermissions", new { roleId = await RoleIdAsync(name), permissions = Slugs(a) }),
                Act.DropRole => await CallAsync("permissions.deleteRole", new { role = name }),
                Act.Assign => await CallAsync("keys.addRoles", new { keyId, roles = new[] { name } }),
                Act.DropIdentity => await CallAsync("identities.deleteIdentity", new { identity = name }),
                Act.Link => await CallAsync("keys.updateKey", new { keyId, externalId = b == 2 ? null : name }),
                Act.Expire => await CallAsync("keys.updateKey", new { keyId, expires = _keys[a].Expires }),
                Act.Reroll => await RerollAsync(a, overlap: b * 50_000),
                Act.Restart => await RestartAsync(),
                _ => 200,
            };
        }

        public string Expected(int i)
        {
            var key = _keys[i];
            var roles = _roles.Where(role => key.Roles.Contains(role.Value)).Select(role => role.Key);
            var slugs = key.Roles.SelectMany(role => role);
            var identity = _identities.FirstOrDefault(identity => identity.Value == key.Identity).Key;
            return $"{(_fixture.Now > key.Expires ? "EXPIRED" : "VALID")} {Join(roles)} {Join(slugs)} {identity} {key.Expires}";
        }

        public async Task<string> SeenAsync(int i)
        {
            var seen = (await _fixture.VerifyAsync(_keys[i].Key)).Data;
            return $"{seen["code"]} {Texts("roles")} {Texts("permissions")} {seen["identity"]?["externalId"]} {seen["expires"]}";

            string Texts(string member) => Join(seen[member]?.AsArray().Select(text => text!.GetValue<string>()) ?? []);
        }

        public ValueTask DisposeAsync() => _fixture.DisposeAsync();

        private static string Join(IEnumerable<string> texts) => string.Join(',', texts.Order(StringComparer.Ordinal));

        private static string[] Slugs(int a) => a == 0 ? ["slug0", "slug1"] : ["slug1", "slug2"];

        private static TimeSpan Pause(int b) => b == 0 ? TimeSpan.FromMilliseconds(1) : TimeSpan.FromSeconds(b * 25);

        /// <summary>The new key replaces the old one in the model, because it has the same attributes.</summary>
        private async Task<int> RerollAsync(int a, long overlap)
        {
            var old = _keys[a];
            var reply = await _fixture.PostAsync("keys.rerollKey", new { keyId = old.Key.KeyId, expiration = overlap });
            var (keyId, text) = (reply.Data["keyId"]!.GetValue<string>(), reply.Data["key"]!.GetValue<string>());
            _keys[1 - a] = old with { Key = old.Key with { KeyId = keyId, Key = text }, Roles = new(old.Roles, old.Roles.Comparer) };
            old.Expires = overlap == 0 ? _fixture.Now - 1 : (_fixture.Now + overlap + 59_999) / 60_000 * 60_000;
            return reply.Status;
        }

        private async Task<int> RestartAsync()
        {
            if (stored)
            {
                await _fixture.DisposeAsync();
                _fixture = await OpenAsync();
            }

            return 200;
        }

        private Task<ServiceFixture> OpenAsync() => ServiceFixture.StartAsync(options =>
        {
            folder.If(stored)(options);
            ((FakeTimeProvider)options.TimeProvider).Advance(_waited);
        });

        private async Task<string> RoleIdAsync(string name)
        {
            var reply = await _fixture.PostAsync("permissions.getRole", new { role = name });
            return reply.Status == 200 ? reply.Data["id"]!.GetValue<string>() : "role_none";
        }

        private async Task<int> CallAsync(string endpoint, object body) => (await _fixture.PostAsync(endpoint, body)).Status;
    }
}
