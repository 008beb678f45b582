namespace ApiKeyAuth.LocalService.Storage;

/// <summary>An action on keys, with its names in the two forms of root-key permissions.</summary>
/// <param name="InTuples">The last part of a tuple, such as <c>api.*.verify_key</c>.</param>
/// <param name="InResourceNames">The action of a <see cref="ResourceName"/>.</param>
internal sealed record KeyAction(string InTuples, string InResourceNames)
{
    public static readonly KeyAction Verify = new("verify_key", "verify");
    public static readonly KeyAction Read = new("read_key", "read");
    public static readonly KeyAction Create = new("create_key", "write");
    public static readonly KeyAction Update = new("update_key", "write");
    public static readonly KeyAction Delete = new("delete_key", "delete");
}
