namespace ApiKeyAuth.DevServer.Tests;

public class ArgumentsTests
{
    [Fact]
    public void Without_arguments_the_default_address_is_used_and_a_root_key_generated()
    {
        var arguments = Arguments.Parse([], out var error);

        Assert.Equal(string.Empty, error);
        Assert.Equal(new Uri("http://127.0.0.1:5081"), arguments!.Url);
        Assert.Empty(arguments.RootKeys);
        Assert.Equal((null, true, false), (arguments.DataFile, arguments.HasAnalytics, arguments.HasControl));
    }

    [Fact]
    public void Storing_analytics_and_control_are_chosen_by_arguments()
    {
        var arguments = Arguments.Parse(["--data", "keys.db", "--no-analytics", "--control"], out _)!;

        Assert.Equal(("keys.db", false, true), (arguments.DataFile, arguments.HasAnalytics, arguments.HasControl));
    }

    [Theory]
    [InlineData("token", "token", "")]
    [InlineData("token=api.*.read_api", "token", "api.*.read_api")]
    [InlineData("token=a.*.b, c.*.d", "token", "a.*.b|c.*.d")]
    [InlineData("dG9rZW4=", "dG9rZW4=", "")]
    [InlineData("dG9rZW4===api.*.read_api", "dG9rZW4==", "api.*.read_api")]
    public void A_root_key_may_be_any_token_with_or_without_permissions(string text, string value, string permissions)
    {
        var rootKey = Assert.Single(Arguments.Parse(["--root-key", text], out _)!.RootKeys);

        Assert.Equal(value, rootKey.Value);
        Assert.Equal(permissions, string.Join('|', rootKey.Permissions));
    }

    [Fact]
    public void Root_keys_may_be_repeated()
    {
        var arguments = Arguments.Parse(["--root-key", "one", "--urls", "http://localhost:7000", "--root-key", "two"], out _)!;

        Assert.Equal(["one", "two"], arguments.RootKeys.Select(rootKey => rootKey.Value));
        Assert.Equal(7000, arguments.Url.Port);
    }

    [Theory]
    [InlineData("--bogus")]
    [InlineData("--urls")]
    [InlineData("--urls", "5081")]
    [InlineData("--urls", "https://127.0.0.1:5081")]
    [InlineData("--urls", "http://example.org:5081")]
    [InlineData("--urls", "http://127.0.0.1:5081/path")]
    [InlineData("--data")]
    [InlineData("--data", "")]
    [InlineData("--data", "--control")]
    [InlineData("--root-key", "--data", "keys.db")]
    [InlineData("--control", "yes")]
    [InlineData("--root-key")]
    [InlineData("--root-key", "")]
    [InlineData("--root-key", "=api.*.read_api")]
    [InlineData("--root-key", "token=api.*.read_api,,x")]
    [InlineData("token")]
    public void What_is_malformed_is_rejected_with_a_reason(params string[] args)
    {
        Assert.Null(Arguments.Parse(args, out var error));
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("--data", "--data needs a value.")]
    [InlineData("--verbose", "Unknown argument --verbose.")]
    public void A_reason_names_the_argument(string argument, string reason)
    {
        Assert.Null(Arguments.Parse([argument, "--control"], out var error));
        Assert.Equal(reason, error);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5081")]
    [InlineData("http://192.0.2.1:5081")]
    [InlineData("http://[::]:5081")]
    public void Addresses_of_other_machines_need_an_argument(string url)
    {
        Assert.Null(Arguments.Parse(["--urls", url], out var error));
        Assert.Contains("--allow-remote", error, StringComparison.Ordinal);
        Assert.NotNull(Arguments.Parse(["--urls", url, "--allow-remote"], out _));
    }

    [Theory]
    [InlineData("http://localhost:5081")]
    [InlineData("http://127.0.0.5:5081")]
    [InlineData("http://[::1]:5081")]
    public void Loopback_needs_no_argument(string url) => Assert.NotNull(Arguments.Parse(["--urls", url], out _));

    [Fact]
    public void A_reason_does_not_repeat_a_root_key()
    {
        Arguments.Parse(["--root-key", "secret=,"], out var malformed);
        Arguments.Parse(["--rootkey=secret"], out var misspelt);

        Assert.DoesNotContain("secret", malformed + misspelt, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_may_stand_behind_an_equals_sign()
    {
        var arguments = Arguments.Parse(["--urls=http://127.0.0.1:7000", "--seed=seed.json", "--root-key=token=api.*.read_api", "--data=keys.db"], out _)!;

        Assert.Equal((7000, "seed.json", "keys.db"), (arguments.Url.Port, arguments.SeedFile, arguments.DataFile));
        Assert.Equal("token", Assert.Single(arguments.RootKeys).Value);
    }

    [Fact]
    public void The_environment_gives_what_the_command_line_does_not()
    {
        var variables = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = "http://+:8080;http://+:8081",
            ["APIKEYAUTH_DEVSERVER_ROOT_KEY"] = "token",
            ["APIKEYAUTH_DEVSERVER_SEED"] = "seed.json",
            ["APIKEYAUTH_DEVSERVER_DATA"] = "keys.db",
            ["APIKEYAUTH_DEVSERVER_CONTROL"] = "true",
            ["APIKEYAUTH_DEVSERVER_NO_ANALYTICS"] = "false",
            ["APIKEYAUTH_DEVSERVER_ALLOW_REMOTE"] = "true",
            ["APIKEYAUTH_DEVSERVER_REVOKE_ROOT_KEYS"] = "true",
        };
        var given = Arguments.Parse([], variables, out var error)!;
        var overridden = Arguments.Parse(["--data", "other.db", "--urls=http://127.0.0.1:1"], variables, out _)!;

        Assert.Empty(error);
        Assert.Equal((new Uri("http://0.0.0.0:8080"), "seed.json", "keys.db"), (given.Url, given.SeedFile, given.DataFile));
        Assert.Equal((true, true, true), (given.HasControl, given.HasAnalytics, given.RevokesRootKeys));
        Assert.Equal("token", Assert.Single(given.RootKeys).Value);
        Assert.Equal((1, "other.db"), (overridden.Url.Port, overridden.DataFile));
    }

    [Theory]
    [InlineData("APIKEYAUTH_DEVSERVER_CONTROL", "yes", "APIKEYAUTH_DEVSERVER_CONTROL takes true or false.")]
    [InlineData("APIKEYAUTH_DEVSERVER_ALLOW_REMOTE", "on", "APIKEYAUTH_DEVSERVER_ALLOW_REMOTE takes true or false.")]
    [InlineData("APIKEYAUTH_DEVSERVER_CONTROLL", "true", "Unknown environment variable APIKEYAUTH_DEVSERVER_CONTROLL; use one of ")]
    [InlineData("APIKEYAUTH_DEVSERVER_URL", "http://127.0.0.1:1", "Unknown environment variable APIKEYAUTH_DEVSERVER_URL; use one of ")]
    [InlineData("APIKEYAUTH_DEVSERVER_ROOT_KEY", "=secret", "APIKEYAUTH_DEVSERVER_ROOT_KEY: --root-key takes ")]
    [InlineData("APIKEYAUTH_DEVSERVER_URLS", "5081", "APIKEYAUTH_DEVSERVER_URLS: --urls takes ")]
    [InlineData("ASPNETCORE_URLS", "https://localhost:5001", "ASPNETCORE_URLS: --urls takes ")]
    public void A_reason_names_the_variable(string variable, string value, string reason)
    {
        Assert.Null(Arguments.Parse([], new Dictionary<string, string?> { [variable] = value }, out var error));
        Assert.StartsWith(reason, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_that_are_overridden_or_empty_do_not_count()
    {
        var variables = new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = "https://localhost:5001", ["APIKEYAUTH_DEVSERVER_CONTROL"] = " " };

        var arguments = Arguments.Parse(["--urls", "http://127.0.0.1:1"], variables, out _)!;

        Assert.Equal((1, false), (arguments.Url.Port, arguments.HasControl));
    }

    [Theory]
    [InlineData("https://localhost:5001;http://localhost:5002;http://localhost:5003", null, 5002)]
    [InlineData("https://localhost:5001", "http://localhost:5004", 5004)]
    public void The_first_address_that_can_be_served_is_taken(string aspNetCore, string? own, int port)
    {
        var variables = new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = aspNetCore, ["APIKEYAUTH_DEVSERVER_URLS"] = own };

        Assert.Equal(port, Arguments.Parse([], variables, out _)!.Url.Port);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("TRUE", true)]
    [InlineData("0", false)]
    public void A_switch_is_a_word_or_a_digit(string value, bool isOn) => Assert.Equal(
        isOn, Arguments.Parse([], new Dictionary<string, string?> { ["APIKEYAUTH_DEVSERVER_CONTROL"] = value }, out _)!.HasControl);
}
