using ApiKeyAuth.LocalService;

namespace ApiKeyAuth.DevServer;

internal static class StartupBanner
{
    /// <summary>Root keys of the command line are known to whoever started the program, and stay out of its output.</summary>
    public static string For(LocalKeyService service, Arguments arguments)
    {
        var address = service.Address.GetLeftPart(UriPartial.Authority);
        var rootKey = arguments.RootKeys.Count == 0
            ? $"Root key (all permissions): {service.RootKey}"
            : $"Root keys from the command line: {arguments.RootKeys.Count}";
        var keeping = arguments.DataFile is null
            ? "Everything is in memory and gone when the program stops (Ctrl+C)."
            : $"Everything is kept in {arguments.DataFile} (Ctrl+C stops the program).";
        return $$"""
            Listening on {{address}}
            {{rootKey}}
            {{keeping}}

            The procedures are POST {{address}}/v2/<name>, such as keys.verifyKey; GET {{address}}/v2/liveness tells whether it runs:
              curl {{address}}/v2/apis.createApi -d '{"name":"my-api"}' \
                -H 'Authorization: Bearer <root key>' -H 'Content-Type: application/json'
            """;
    }
}
