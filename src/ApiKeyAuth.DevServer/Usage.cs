namespace ApiKeyAuth.DevServer;

internal static class Usage
{
    public const string Text = $"""
        A local API key service for development. It speaks the Unkey v2 protocol and keeps everything in memory, or
        in a file.

        Usage: apikey-devserver [options]

          --urls URL            Where to listen: http://, localhost or an IP address, and a port (0: any free one).
                                Default: {Arguments.DefaultUrl}
          --root-key VALUE[=PERMISSION,...]
                                A root key, with these permissions (such as api.*.verify_key, or unkey:v1:… resource
                                names) or, without a list, with all.
                                May be repeated. Default: one is generated and printed.
          --data FILE           Keeps everything in this SQLite file, which is created where it is missing. Default: in memory.
          --seed FILE           Adds the APIs, keys, root keys, namespaces and migrations of this JSON file that are not there yet.
          --revoke-root-keys    Revokes the root keys that earlier starts left in the data file.
          --no-analytics        Records no verifications; analytics.getVerifications is answered 412.
          --control             Lets whoever has a root key with all permissions bring about faults, read counts and advance the
                                clock under /control/, for tests.
          --allow-remote        Lets --urls name an address that other machines can reach.
          --help                Shows this text.

        The environment can give the same, and the command line counts more: ASPNETCORE_URLS or APIKEYAUTH_DEVSERVER_URLS,
        APIKEYAUTH_DEVSERVER_ROOT_KEY, _DATA, _SEED, and with the value true _CONTROL, _NO_ANALYTICS, _ALLOW_REMOTE,
        _REVOKE_ROOT_KEYS. Of several addresses the first http one is taken. Other variables with this prefix are refused.
        """;
}
