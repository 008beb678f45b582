using System.Security.Cryptography;
using System.Text;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Verification;

/// <summary>
/// Verifies keys that were imported with the hash of another scheme. The first verification replaces the hash and sets the start.
/// </summary>
internal static class ImportedKey
{
    private const int PartsOfPrefixedKey = 3;

    public static Key? Adopt(Call call, string? migrationId, string keyText)
    {
        var state = call.Store.Current;
        if (state.Migrations.Find(migrationId) is not { Scheme: MigrationScheme.PrefixedApiKey }
            || state.LiveKeyByHash(PrefixedHash(keyText)) is not { } found)
        {
            return null;
        }

        return call.Write(transaction =>
        {
            // Another call may have rewritten or deleted the key in the meantime.
            if (transaction.State.LiveKey(found.Id) is not { } key || key.Hash != found.Hash)
            {
                return transaction.State.LiveKey(found.Id);
            }

            var adopted = key with { Hash = KeyText.Hash(keyText), Start = KeyText.Start(keyText) };
            if (transaction.State.KeyIdsByHash.ContainsKey(adopted.Hash))
            {
                throw ErrorResponseException.RejectedByDatabase("The hash of the key is taken by a deleted one.");
            }

            transaction.Update(adopted);
            return adopted;
        });
    }

    private static string PrefixedHash(string keyText)
    {
        var parts = keyText.Split('_');
        return parts.Length >= PartsOfPrefixedKey
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts[^1])))
            : throw new ErrorResponseException(ErrorType.MalformedCredential, "The key is not of the form prefix_short_long.");
    }
}
