namespace ApiKeyAuth.DevServer;

internal static class Usage
{
    public const string Text = $"""
        A local API key service for development. It implements the Unkey v2 protocol and stores its data in memory, or
        in a file.

        Usage: apikey-devserver [options]

          --urls URL            The address to listen on: http://, localhost or an IP address, and a port (0: any free one).
                                Default: {Arguments.DefaultUrl}
          --root-key VALUE[=PERMISSION,...]
                                A root key, with these permissions (such as api.*.verify_key, or unkey:v1:… resource
                                names) or, without a list, with all.
                                May be repeated. Default: one is generated and printed.
          --data FILE           Stores all data in this SQLite file, which is created if it is missing. Default: in memory.
          --seed FILE           Adds the APIs, keys, root keys, namespaces and migrations of this JSON file that do not exist yet.
          --revoke-root-keys    Revokes the root keys that earlier starts left in the data file.
          --no-analytics        Records no verifications; analytics.getVerifications fails with 412.
          --control             Enables /control/, where tests with a root key that has all permissions add faults, read counts
                                and advance the clock.
          --allow-remote        Allows an address in --urls that is reachable from other machines.
          --help                Shows this text.

        Environment variables set the same options, and the command line overrides them (root keys are added):
        ASPNETCORE_URLS or APIKEYAUTH_DEVSERVER_URLS,
        APIKEYAUTH_DEVSERVER_ROOT_KEY, _DATA, _SEED, and with the value true _CONTROL, _NO_ANALYTICS, _ALLOW_REMOTE,
        _REVOKE_ROOT_KEYS. Of several addresses the first http address is used. Other variables with this prefix are rejected.
        """;
}
