using System.Globalization;
using System.Text;

namespace MinimalApi.Demo;

public static class Welcome
{
    public static string Text(string address, DemoKeyService? demo)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"The sample listens on {address}; try it in the browser: {address}/scalar");
        if (demo is null)
        {
            return text.ToString();
        }

        return text.AppendLine(CultureInfo.InvariantCulture, $"Its key service listens on {demo.Address}. Demo keys:")
            .AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"  curl {address}/health                                           # 200 without a key")
            .AppendLine(CultureInfo.InvariantCulture, $"  curl -i {address}/me                                            # 401 without a key")
            .AppendLine(Line(address, DemoKeys.Reader, "/me", "may read keys"))
            .AppendLine(Line(address, DemoKeys.Writer, "/me", "may read and write keys, by a role"))
            .AppendLine(Line(address, DemoKeys.Writer, "/tokens", "3 calls a minute, then 429: each takes 10 of 30 tokens"))
            .AppendLine(Line(address, DemoKeys.Editor, "/editors", "needs a role"))
            .AppendLine(Line(address, DemoKeys.Editor, "/export", "needs keys.read AND (keys.write OR reports.export)"))
            .AppendLine(Line(address, DemoKeys.Metered, "/keys", "10 calls, then 429"))
            .AppendLine(Line(address, DemoKeys.Metered, "/reports", "costs 5 of the same 10 credits"))
            .AppendLine(Line(address, DemoKeys.Limited, "/keys", "3 calls a minute, then 429"))
            .AppendLine(Line(address, DemoKeys.Disabled, "/me", "401, disabled"))
            .AppendLine(Line(address, DemoKeys.Expired, "/me", "401, expired"))
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"  curl -i -H 'Authorization: Bearer {DemoKeys.Writer}' -H 'Content-Type: application/json' -d '{{\"name\":\"mine\"}}' {address}/keys")
            .AppendLine(CultureInfo.InvariantCulture, $"  curl {address}/hello                                            # a key is optional")
            .AppendLine(CultureInfo.InvariantCulture, $"  curl -X POST {address}/token                                    # a JSON Web Token for {address}/either")
            .ToString();
    }

    private static string Line(string address, string key, string path, string note) =>
        string.Create(CultureInfo.InvariantCulture, $"  curl -i -H 'Authorization: Bearer {key}' {address}{path}   # {note}");
}
