namespace ApiKeyAuth.DevServer;

internal static class Usage
{
    public const string Text = $"""
        A local API key service for development. It speaks the Unkey v2 protocol and keeps everything in memory.

        Usage: apikey-devserver [options]

          --urls URL            Where to listen: http://, localhost or an IP address, and a port (0: any free one).
                                Default: {Arguments.DefaultUrl}
          --root-key VALUE[=PERMISSION,...]
                                A root key, with these permissions (such as api.*.verify_key) or, without a list, with all.
                                May be repeated. Default: one is generated and printed.
          --allow-remote        Lets --urls name an address that other machines can reach.
          --help                Shows this text.
        """;
}
