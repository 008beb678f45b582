namespace ApiKeyAuth.DevServer;

/// <summary>
/// A root key of the command line: <c>VALUE</c>, or <c>VALUE=permission,permission</c>. A token may end with <c>=</c> and a permission
/// contains none, so the list follows the last <c>=</c>, unless the text ends with it.
/// </summary>
internal sealed record RootKeyArgument(string Value, string[] Permissions)
{
    public override string ToString() => string.Join(',', Permissions);

    public static RootKeyArgument? Parse(string text)
    {
        var end = text.LastIndexOf('=');
        if (end < 0 || end == text.Length - 1)
        {
            return string.IsNullOrWhiteSpace(text.Trim('=')) ? null : new RootKeyArgument(text, []);
        }

        var permissions = text[(end + 1)..].Split(',', StringSplitOptions.TrimEntries);
        return string.IsNullOrWhiteSpace(text[..end]) || permissions.Contains(string.Empty)
            ? null
            : new RootKeyArgument(text[..end], permissions);
    }
}
