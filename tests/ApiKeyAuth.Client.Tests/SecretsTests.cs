using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Reflection;
using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;

namespace ApiKeyAuth.Client.Tests;

public sealed class SecretsTests
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly string[] Secrets = ["Key", "RootKey", "Plaintext"];

    [Theory]
    [InlineData(200, "not json")]
    [InlineData(401, "{}")]
    [InlineData(500, "<html>")]
    [InlineData(0, "")]
    public async Task Failed_call_leaves_no_secret_in_exception_request_or_logs(int status, string body)
    {
        using var logs = new CapturedLogs();
        await using var service = status == 0
            ? await ScriptedService.StartAsync(context =>
            {
                context.Abort();
                return Task.CompletedTask;
            })
            : await ScriptedService.StartAsync(status, body);
        await using var client = new VerificationClient(service.Address, logs: logs);

        var failure = await client.FailAsync();

        Assert.Equal((HttpStatusCode)status, failure.StatusCode);
        Assert.Null(failure.RequestMessage.Headers.Authorization);
        Assert.Null(failure.RequestMessage.Content);
        Assert.Null(failure.RequestContent);
        foreach (var text in new[] { failure.ToString(), failure.RequestMessage.ToString(), logs.Text })
        {
            Assert.DoesNotContain(VerificationClient.RootKey, text, StringComparison.Ordinal);
            Assert.DoesNotContain(VerificationClient.ApiKey, text, StringComparison.Ordinal);
        }

        Assert.Contains(VerificationClient.ApiKey, Assert.Single(service.Calls).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_factory_logs_nothing_of_our_calls()
    {
        using var logs = new CapturedLogs();
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var client = new VerificationClient(service.Address, logs: logs);

        var response = await client.VerifyAsync();

        Assert.DoesNotContain(logs.Entries, entry => entry.Category.StartsWith("System.Net.Http", StringComparison.Ordinal));
    }

    [Fact]
    public void Types_that_hold_a_key_do_not_print_it()
    {
        object[] holders =
        [
            new VerifyKeyRequest { Key = VerificationClient.ApiKey },
            new CreateKeyResult { KeyId = "key_1", Key = VerificationClient.ApiKey },
            new RerollKeyResult { KeyId = "key_1", Key = VerificationClient.ApiKey },
            new KeyServiceResponse<CreateKeyResult> { Data = new CreateKeyResult { KeyId = "key_1", Key = VerificationClient.ApiKey } },
            new WhoamiRequest { Key = VerificationClient.ApiKey },
            new KeyDetails { KeyId = "key_1", Plaintext = VerificationClient.ApiKey },
            new KeyServiceConnection(new Uri("http://127.0.0.1"), VerificationClient.ApiKey, default, default),
        ];
        Assert.All(holders, holder => Assert.DoesNotContain(VerificationClient.ApiKey, holder.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_in_good_answers_are_in_no_log_trace_metric_or_text()
    {
        using var logs = new CapturedLogs();
        using var telemetry = new CapturedTelemetry();
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var apiId = service.AddApi("secrets").ApiId;
        await using var client = new ManagementClient(service.Address, service.RootKey, logs: logs);
        var token = TestContext.Current.CancellationToken;

        var created = await client.Keys.CreateKeyAsync(new CreateKeyRequest { ApiId = apiId }, token);
        var key = created.Data;
        var rerolled = await client.Keys.RerollKeyAsync(new RerollKeyRequest { KeyId = key.KeyId, Expiration = TimeSpan.Zero }, token);
        var found = await client.Keys.WhoamiAsync(new WhoamiRequest { Key = key.Key }, token);
        var verified = await client.Keys.VerifyKeyAsync(new VerifyKeyRequest { Key = key.Key }, token);
        var missing = await Assert.ThrowsAsync<KeyServiceException>(() => client.Keys.WhoamiAsync(new WhoamiRequest { Key = key.Key + "x" }, token));

        Assert.NotEmpty(telemetry.Texts);
        object[] holders = [created, key, rerolled, rerolled.Data, found, verified, missing, missing.RequestMessage, missing.Headers!];
        foreach (var text in holders.Select(holder => $"{holder}").Concat(telemetry.Texts).Append(logs.Text))
        {
            Assert.DoesNotContain(key.Key, text, StringComparison.Ordinal);
            Assert.DoesNotContain(rerolled.Data.Key, text, StringComparison.Ordinal);
            Assert.DoesNotContain(service.RootKey, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Type_that_can_hold_a_key_prints_no_members() =>
        Assert.All(
            typeof(IKeysApi).Assembly.GetTypes().Where(type => type.GetProperties(Everything).Any(property => Secrets.Contains(property.Name))),
            type => Assert.True(
                type.GetMethod("PrintMembers", Everything) is null || type == typeof(KeyServiceConnection), $"{type} is a record and prints its members."));

    [Theory]
    [InlineData("keys.createKey")]
    [InlineData("keys.rerollKey")]
    [InlineData("keys.whoami")]
    public async Task New_key_in_an_unreadable_answer_is_in_no_exception_log_or_trace(string endpoint)
    {
        using var logs = new CapturedLogs();
        var traced = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = traced.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var service = await ScriptedService.StartAsync(200, $$$"""{"data":{"keyId":1,"key":"{{{VerificationClient.ApiKey}}}"}}""");
        await using var client = new ManagementClient(service.Address, logs: logs);

        var failure = await ClientCalls.Of(endpoint).FailureAsync(client, TestContext.Current.CancellationToken);

        Assert.NotNull(failure);
        Assert.Null(failure.Content);
        Assert.True(failure.IsOutcomeUnknown);
        Assert.Contains(traced, activity => activity.Source.Name == "System.Net.Http");
        var tags = traced.SelectMany(activity => activity.TagObjects).Select(tag => $"{tag.Value}");
        foreach (var text in tags.Append(failure.ToString()).Append(logs.Text))
        {
            Assert.DoesNotContain(VerificationClient.ApiKey, text, StringComparison.Ordinal);
            Assert.DoesNotContain(VerificationClient.RootKey, text, StringComparison.Ordinal);
        }
    }
}
