using System.Text;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>Finds the root key of the Authorization header. It checks the root key's state only, not limits or credits.</summary>
internal static class Authenticator
{
    private static readonly ViolationData NoHeader =
        new("There is no Authorization header.", "security", "Send an Authorization header with a bearer token.");

    public static ErrorResponseException MissingHeader() =>
        new(ErrorType.InvalidInput, "The request has no Authorization header.", [NoHeader]) { AlwaysPlainJson = true };

    public static RootKey Authenticate(string header, State state, DateTimeOffset now)
    {
        if (Bearer.Token(header) is not { } token)
        {
            throw new ErrorResponseException(ErrorType.MalformedCredential, "The Authorization header is not of the form 'Bearer <token>'.");
        }

        // Kestrel decodes headers as Latin-1 here, so this restores the bytes that are hashed.
        if (!state.RootKeys.TryGetValue(KeyText.Hash(Encoding.Latin1.GetBytes(token)), out var rootKey))
        {
            throw new ErrorResponseException(ErrorType.RootKeyNotFound, "This root key is not known.");
        }

        if (!rootKey.Enabled)
        {
            throw new ErrorResponseException(ErrorType.RootKeyDisabled, "This root key is disabled.");
        }

        return rootKey.Expires is { } expires && now > DateTimeOffset.FromUnixTimeMilliseconds(expires)
            ? throw new ErrorResponseException(ErrorType.RootKeyExpired, "This root key has expired.")
            : rootKey;
    }
}
