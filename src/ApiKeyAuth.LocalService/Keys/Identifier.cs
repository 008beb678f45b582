using System.Security.Cryptography;

namespace ApiKeyAuth.LocalService.Keys;

internal static class Identifier
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Returns a new id: the prefix of its kind and nine random letters or digits.</summary>
    public static string New(string prefix) => prefix + "_" + RandomNumberGenerator.GetString(Alphabet, 9);
}
