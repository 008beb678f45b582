using CsCheck;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>
/// Random sequences of calls on two keys, whose results are compared with a model.
/// </summary>
public class StoreModelTests
{
    public enum Act
    {
        Create,
        Verify,
        VerifyWithCost,
        Rename,
        Disable,
        Enable,
        SetCredits,
        LiftCredits,
        Increment,
        Decrement,
        Grant,
        Withdraw,
        ForgetPermission,
        Delete,
        Restart,
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_is_called_in_whichever_order_the_service_does_what_the_model_says(bool stored) =>
        await Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 1], Gen.Int[0, 3]).Array[1, 40].SampleAsync(
            async steps =>
            {
                using var folder = new DataFolder();
                await using var service = await StoreUnderTest.StartAsync(folder, stored);
                foreach (var (act, key, value) in steps)
                {
                    await service.DoAsync(act, key, value);
                    Assert.Equal(service.Expected(key), await service.SeenAsync(key));
                }
            },
            iter: stored ? 60 : 150,
            threads: 1);

    /// <summary>The expected state of a key. The balance is null for a key that is not metered.</summary>
    private sealed class Model
    {
        public string Name { get; set; } = "new";

        public bool Enabled { get; set; } = true;

        public long? Remaining { get; set; }

        public SortedSet<string> Permissions { get; } = new(StringComparer.Ordinal);
    }

    private sealed class StoreUnderTest(DataFolder folder, bool stored) : IAsyncDisposable
    {
        private readonly Model?[] _models = new Model?[2];
        private readonly LocalKey?[] _keys = new LocalKey?[2];
        private ServiceFixture _fixture = null!;
        private string _apiId = string.Empty;

        public static async Task<StoreUnderTest> StartAsync(DataFolder folder, bool stored)
        {
            var started = new StoreUnderTest(folder, stored) { _fixture = await ServiceFixture.StartAsync(folder.If(stored)) };
            started._apiId = started._fixture.Service.AddApi("orders").ApiId;
            return started;
        }

        public async Task DoAsync(Act act, int index, int value)
        {
            if (act == Act.Restart)
            {
                await RestartAsync();
            }
            else if (act == Act.Create && _models[index] is null)
            {
                var created = (await CallAsync("keys.createKey", new { apiId = _apiId, name = "new" })).Data;
                _keys[index] = new LocalKey(created["keyId"]!.GetValue<string>(), created["key"]!.GetValue<string>(), _apiId);
                _models[index] = new Model();
            }
            else if (_models[index] is { } model)
            {
                await ChangeAsync(act, index, _keys[index]!, model, value);
            }
        }

        public string Expected(int index) => _models[index] is not { } model
            ? "404"
            : $"{model.Name} {model.Enabled} {model.Remaining} {string.Join(',', model.Permissions)}";

        public async Task<string> SeenAsync(int index)
        {
            var reply = await _fixture.PostAsync("keys.getKey", new { keyId = _keys[index]?.KeyId ?? "key_none" });
            return reply.Status != 200
                ? reply.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : $"{reply.Data["name"]} {reply.Data["enabled"]!.GetValue<bool>()} {reply.Data["credits"]?["remaining"]} "
                    + string.Join(',', reply.Data["permissions"]?.AsArray().Select(slug => slug!.GetValue<string>()) ?? []);
        }

        public ValueTask DisposeAsync() => _fixture.DisposeAsync();

        private async Task RestartAsync()
        {
            if (stored)
            {
                await _fixture.DisposeAsync();
                _fixture = await ServiceFixture.StartAsync(folder.If(stored));
            }
        }

        private async Task ChangeAsync(Act act, int index, LocalKey key, Model model, int value)
        {
            var slug = $"docs.{value}";
            var keyId = key.KeyId;
            switch (act)
            {
                case Act.Verify or Act.VerifyWithCost:
                    await VerifyAsync(key, model, act == Act.Verify ? null : value);
                    break;
                case Act.Rename:
                    await CallAsync("keys.updateKey", new { keyId, name = model.Name = $"name {value}" });
                    break;
                case Act.Disable or Act.Enable:
                    await CallAsync("keys.updateKey", new { keyId, enabled = model.Enabled = act == Act.Enable });
                    break;
                case Act.SetCredits:
                    await CallAsync("keys.updateKey", new { keyId, credits = new { remaining = model.Remaining = value } });
                    break;
                case Act.LiftCredits:
                    await CallAsync("keys.updateCredits", new { keyId, operation = "set", value = (int?)null });
                    model.Remaining = null;
                    break;
                case Act.Increment or Act.Decrement:
                    await AddAsync(keyId, model, act == Act.Increment ? value : -value);
                    break;
                case Act.Grant:
                    await CallAsync("keys.addPermissions", new { keyId, permissions = new[] { slug } });
                    model.Permissions.Add(slug);
                    break;
                case Act.Withdraw:
                    await _fixture.PostAsync("keys.removePermissions", new { keyId, permissions = new[] { slug } });
                    model.Permissions.Remove(slug);
                    break;
                case Act.ForgetPermission:
                    await _fixture.PostAsync("permissions.deletePermission", new { permission = slug });
                    Array.ForEach(_models, each => each?.Permissions.Remove(slug));
                    break;
                case Act.Delete:
                    await CallAsync("keys.deleteKey", new { keyId, permanent = value > 1 });
                    _models[index] = null;
                    break;
            }
        }

        private async Task VerifyAsync(LocalKey key, Model model, int? cost)
        {
            object body = cost is null ? new { key = key.Key } : new { key = key.Key, credits = new { cost } };
            var isEnough = model.Remaining is null || cost == 0 || model.Remaining >= (cost ?? 1);
            var code = !model.Enabled ? "DISABLED" : isEnough ? "VALID" : "USAGE_EXCEEDED";
            model.Remaining -= code == "VALID" ? cost ?? 1 : 0;

            var result = (await CallAsync("keys.verifyKey", body)).Data;

            Assert.Equal((code, model.Remaining), (result["code"]!.GetValue<string>(), result["credits"]?.GetValue<long>()));
        }

        private async Task AddAsync(string keyId, Model model, int value)
        {
            var operation = value < 0 ? "decrement" : "increment";
            var reply = await _fixture.PostAsync("keys.updateCredits", new { keyId, operation, value = Math.Abs(value) });
            Assert.Equal(model.Remaining is null ? 400 : 200, reply.Status);
            model.Remaining = model.Remaining is null ? null : Math.Max(0, model.Remaining.Value + value);
        }

        private async Task<Reply> CallAsync(string endpoint, object body)
        {
            var reply = await _fixture.PostAsync(endpoint, body);
            Assert.True(reply.Status == 200, $"{endpoint}: {reply.Text}");
            return reply;
        }
    }
}
