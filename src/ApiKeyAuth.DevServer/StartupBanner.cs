using ApiKeyAuth.LocalService;

namespace ApiKeyAuth.DevServer;

internal static class StartupBanner
{
    /// <summary>
    /// Returns the text that is printed at start. Root keys of the command line are not printed, because the user knows them.
    /// </summary>
    public static string For(LocalKeyService service, Arguments arguments)
    {
        var address = service.Address.GetLeftPart(UriPartial.Authority);
        var rootKey = arguments.RootKeys.Count == 0
            ? $"Root key (all permissions): {service.RootKey}"
            : $"Root keys from the command line: {arguments.RootKeys.Count}";
        var storage = arguments.DataFile is null
            ? "All data is in memory and is lost when the program stops (Ctrl+C)."
            : $"All data is stored in {arguments.DataFile} (Ctrl+C stops the program).";
        return $$"""
            Listening on {{address}}
            {{rootKey}}
            {{storage}}

            The endpoints are POST {{address}}/v2/<name>, such as keys.verifyKey; GET {{address}}/v2/liveness returns 200 while the service runs:
              curl {{address}}/v2/apis.createApi -d '{"name":"my-api"}' \
                -H 'Authorization: Bearer <root key>' -H 'Content-Type: application/json'
            """;
    }
}
