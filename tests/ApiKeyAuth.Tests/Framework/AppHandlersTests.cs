using System.Net;
using ApiKeyAuth.Client;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Tests.Framework;

/// <summary>What an app puts on every HTTP client stays off ours; what it asks for by the documented hook is there.</summary>
public sealed class AppHandlersTests
{
    private const string Scheme = ApiKeyDefaults.AuthenticationScheme;

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var name in Defaults.Keys)
            {
                cases.Add(name, true);
                cases.Add(name, false);
            }

            return cases;
        }
    }

    private static readonly Dictionary<string, Action<IServiceCollection>> Defaults = new()
    {
        ["handler that needs the request's HttpContext"] = services => services
            .AddHttpContextAccessor()
            .ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(provider => new Answering((_, _) =>
                throw new InvalidOperationException($"{provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.TraceIdentifier}")))),
        ["handler that throws"] = services => services.ConfigureHttpClientDefaults(
            client => client.AddHttpMessageHandler(() => new Answering((_, _) => throw new InvalidOperationException()))),
        ["handler that repeats"] = services => services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Repeating())),
        ["standard resilience"] = services => services.ConfigureHttpClientDefaults(client => client.AddStandardResilienceHandler()),
        ["additional handlers"] = services => services.ConfigureHttpClientDefaults(client => client.ConfigureAdditionalHttpMessageHandlers(
            (handlers, _) => handlers.Insert(0, new Answering((_, _) => throw new InvalidOperationException())))),
        ["primary handler"] = services => services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(
            () => new Answering((_, _) => throw new InvalidOperationException()))),
        ["settings of the client"] = services => services.ConfigureHttpClientDefaults(client => client.ConfigureHttpClient(http =>
        {
            http.BaseAddress = new Uri("http://elsewhere.invalid");
            http.Timeout = TimeSpan.FromTicks(1);
            http.MaxResponseContentBufferSize = 1;
            http.DefaultRequestHeaders.ExpectContinue = true;
        })),
        ["filter that adds a handler"] = services => services.AddSingleton<IHttpMessageHandlerBuilderFilter>(
            new Adding(builder => builder.AdditionalHandlers.Add(new Answering((_, _) => throw new InvalidOperationException())))),
        ["filter that puts another transport in place"] = services => services.AddSingleton<IHttpMessageHandlerBuilderFilter>(
            new Adding(builder => builder.PrimaryHandler = new Answering((_, _) => throw new InvalidOperationException()))),
        ["options of all clients"] = services => services.ConfigureAll<HttpClientFactoryOptions>(options => options.HttpMessageHandlerBuilderActions.Add(
            builder => builder.AdditionalHandlers.Add(new Answering((_, _) => throw new InvalidOperationException())))),
        ["later options of all clients"] = services => services.PostConfigureAll<HttpClientFactoryOptions>(
            options => options.HttpMessageHandlerBuilderActions.Add(
                builder => builder.AdditionalHandlers.Add(new Answering((_, _) => throw new InvalidOperationException())))),
    };

    public static TheoryData<string> Exceptions => [.. Thrown.Keys];

    private static readonly Dictionary<string, Func<Exception>> Thrown = new Func<Exception>[]
    {
        () => new InvalidOperationException(), () => new InvalidCastException(), () => new ObjectDisposedException("x"), () => new HttpRequestException(),
        () => new OperationCanceledException(), () => new TimeoutException(), () => new ArgumentException("x"), () => new NotSupportedException(),
        () => new AggregateException(new IOException()), () => new System.Text.Json.JsonException(), () => new UnauthorizedAccessException(),
    }.ToDictionary(make => make().GetType().Name);

    private static async Task<(HttpStatusCode Status, TestApp App)> GetAsync(ScriptedService service, Action<WebApplicationBuilder> build)
    {
        var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok").RequireAuthorization(), build);
        using var response = await app.GetAsync("/", "key_text");
        return (response.StatusCode, app);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Handlers_and_settings_of_every_client_do_not_reach_ours(string name, bool before)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);

        var (status, app) = await GetAsync(service, builder =>
        {
            Action<IServiceCollection> none = _ => { };
            (before ? Defaults[name] : none)(builder.Services);
            builder.AddApiKeyAuthentication();
            (before ? none : Defaults[name])(builder.Services);
        });

        await using (app)
        {
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Single(service.Calls);
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Apps_own_retry_makes_no_second_call_and_no_outage_a_500(int answered)
    {
        await using var service = await ScriptedService.StartAsync(answered, "");

        var (status, app) = await GetAsync(service, builder =>
        {
            Defaults["handler that repeats"](builder.Services);
            builder.AddApiKeyAuthentication();
        });

        await using (app)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Single(service.Calls);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_that_is_added_by_the_hook_runs_once_for_each_attempt_with_the_whole_request(bool before)
    {
        var attempts = new List<string?>();
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        void Add(IServiceCollection services) => services.AddApiKeyHttpClient(Scheme).AddHttpMessageHandler(() => new Answering(async (request, next) =>
        {
            attempts.Add(await request.Content!.ReadAsStringAsync());
            return attempts.Count == 1 ? throw new HttpRequestException(HttpRequestError.ConnectionError) : await next();
        }));

        var (status, app) = await GetAsync(service, builder =>
        {
            if (before)
            {
                Add(builder.Services);
            }

            builder.AddApiKeyAuthentication();
            if (!before)
            {
                Add(builder.Services);
            }
        });

        await using (app)
        {
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(["""{"key":"key_text"}""", """{"key":"key_text"}"""], attempts);
            Assert.Single(service.Calls);
        }
    }

    [Fact]
    public async Task Primary_handler_is_the_hooks()
    {
        await using var service = await ScriptedService.StartAsync(500, "");

        var (status, app) = await GetAsync(service, builder =>
        {
            builder.AddApiKeyAuthentication();
            builder.Services.AddApiKeyHttpClient().ConfigurePrimaryHttpMessageHandler(() => new Answering((request, _) => Task.FromResult(
                new HttpResponseMessage { RequestMessage = request, Content = new StringContent(ScriptedService.GoodAnswer, null, "application/json") })));
        });

        await using (app)
        {
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Empty(service.Calls);
        }
    }

    [Fact]
    public async Task Resilience_that_is_added_by_the_hook_is_removed_with_a_warning()
    {
        await using var service = await ScriptedService.StartAsync(500, "");

        var (status, app) = await GetAsync(service, builder =>
        {
            builder.AddApiKeyAuthentication();
            builder.Services.AddApiKeyHttpClient().AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.FromMilliseconds(1));
        });

        await using (app)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Single(service.Calls);
            Assert.Contains(app.Logs.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.Contains("ResilienceHandler", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Exceptions))]
    public async Task Exception_of_a_handler_is_an_outage_whatever_its_type(string type)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);

        var (status, app) = await GetAsync(service, builder =>
        {
            builder.AddApiKeyAuthentication();
            builder.Services.AddApiKeyHttpClient().AddHttpMessageHandler(() => new Answering((_, _) => throw Thrown[type]()));
        });

        await using (app)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        }
    }

    [Theory]
    [InlineData("http://keys", "")]
    [InlineData("https+http://keys", "")]
    [InlineData("http+https://keys", "")]
    [InlineData("http://_admin.keys", "")]
    [InlineData("http://keys", "default")]
    [InlineData("https+http://keys", "default")]
    [InlineData("http://keys", "hook")]
    [InlineData("https+http://keys", "hook")]
    public async Task Name_of_service_discovery_is_an_address(string address, string added)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);

        var (status, app) = await GetAsync(service, builder =>
        {
            builder.Configuration["Services:keys:http:0"] = service.Address.ToString();
            builder.Services.AddServiceDiscovery();
            builder.Configuration["Services:keys:admin:0"] = service.Address.ToString();
            if (added == "default")
            {
                builder.Services.ConfigureHttpClientDefaults(client => client.AddStandardResilienceHandler());
                builder.Services.ConfigureHttpClientDefaults(client => client.AddServiceDiscovery());
            }

            builder.AddApiKeyAuthentication(options => options.BaseAddress = new Uri(address));
            if (added == "hook")
            {
                builder.Services.AddApiKeyHttpClient().AddServiceDiscovery();
            }
        });

        await using (app)
        {
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal("/v2/keys.verifyKey", Assert.Single(service.Calls).Path);
        }
    }

    [Theory]
    [InlineData("http://keys", false)]
    [InlineData("https+http://keys", false)]
    [InlineData("https+http://keys", true)]
    [InlineData("https+http://nobody", false)]
    public async Task Name_that_leads_nowhere_or_in_the_clear_over_the_network_is_an_outage(string address, bool byHook)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);

        var (status, app) = await GetAsync(service, builder =>
        {
            builder.Configuration["Services:keys:http:0"] = "http://keys.example";
            builder.Services.AddServiceDiscovery();
            builder.AddApiKeyAuthentication(options => options.BaseAddress = new Uri(address));
            if (byHook)
            {
                builder.Services.AddApiKeyHttpClient().AddServiceDiscovery();
            }
        });

        await using (app)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Empty(service.Calls);
        }
    }

    [Fact]
    public async Task Name_of_service_discovery_is_an_address_of_the_management_client()
    {
        await using var service = await ScriptedService.StartAsync(200, """{"meta":{},"data":{"message":"OK"}}""");
        await using var app = await TestApp.StartAsync(service, _ => { }, builder =>
        {
            builder.Configuration["Services:keys:http:0"] = service.Address.ToString();
            builder.Services.AddServiceDiscovery();
            builder.Services.AddKeyServiceClient(options => (options.BaseAddress, options.RootKey) = (new Uri("https+http://keys"), "root"));
        });

        await app.Services.GetRequiredService<ILivenessApi>().LivenessAsync(TestContext.Current.CancellationToken);

        Assert.Equal("/v2/liveness", Assert.Single(service.Calls).Path);
    }

    [Fact]
    public async Task Name_without_service_discovery_is_rejected_at_the_start()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);

        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => GetAsync(service, builder => builder.AddApiKeyAuthentication(options => options.BaseAddress = new Uri("https+http://keys"))));

        Assert.Contains("AddServiceDiscovery", failure.Message, StringComparison.Ordinal);
    }

    private sealed class Answering(Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> answer) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer(request, () => base.SendAsync(request, cancellationToken));
    }

    private sealed class Repeating : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? response : await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Adding(Action<HttpMessageHandlerBuilder> add) : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            add(builder);
        };
    }
}
