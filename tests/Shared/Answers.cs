using System.Globalization;

namespace ApiKeyAuth.Testing;

/// <summary>Answers of <c>keys.verifyKey</c>.</summary>
internal static class Answers
{
    public static string Valid(string keyId = "key_1", string more = "") =>
        $$$"""{"meta":{"requestId":"req_valid"},"data":{"valid":true,"code":"VALID","keyId":"{{{keyId}}}","enabled":true{{{Comma(more)}}}}}""";

    public static string Refused(string code, string keyId = "key_1", string more = "") => code == "NOT_FOUND"
        ? """{"meta":{"requestId":"req_refused"},"data":{"valid":false,"code":"NOT_FOUND"}}"""
        : $$$"""{"meta":{"requestId":"req_refused"},"data":{"valid":false,"code":"{{{code}}}","keyId":"{{{keyId}}}","enabled":true{{{Comma(more)}}}}}""";

    public static string Error(int status, string type, string errors = "[]") =>
        $$$"""{"meta":{"requestId":"req_error"},"error":{"title":"T","detail":"D","status":{{{status.ToString(CultureInfo.InvariantCulture)}}},"type":"https://unkey.com/docs/errors/{{{type}}}","errors":{{{errors}}}}}""";

    public static string Limit(DateTimeOffset reset, bool exceeded, bool autoApply = true, long limit = 3, long durationMilliseconds = 60_000) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"id":"rl_1","name":"requests","limit":{{{limit}}},"duration":{{{durationMilliseconds}}},"reset":{{{reset.ToUnixTimeMilliseconds()}}},"remaining":0,"exceeded":{{{(exceeded ? "true" : "false")}}},"autoApply":{{{(autoApply ? "true" : "false")}}}}""");

    private static string Comma(string more) => more.Length > 0 ? "," + more : "";
}
