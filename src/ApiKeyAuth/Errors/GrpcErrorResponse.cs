using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>A refusal as gRPC clients read it: status 200, no body, and the outcome in the headers, a response of trailers only.</summary>
internal static class GrpcErrorResponse
{
    public const string StatusHeader = "grpc-status";

    // The codes of google.rpc.Code.
    private const int PermissionDenied = 7;
    private const int ResourceExhausted = 8;
    private const int Internal = 13;
    private const int Unavailable = 14;
    private const int Unauthenticated = 16;

    private static readonly string[] Formats = ["application/grpc", "application/grpc-web", "application/grpc-web-text"];

    /// <returns>Whether the caller speaks gRPC or gRPC-Web: both send <c>POST</c> with a content type of their own.</returns>
    public static bool TryWrite(HttpResponse response, ErrorResponse error)
    {
        var request = response.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method)
            || request.ContentType is not { } asked
            || Formats.FirstOrDefault(format => Is(asked, format)) is not { } type)
        {
            return false;
        }

        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = type;
        response.Headers[StatusHeader] = CodeOf(error.Status).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Encode(
            error is { Status: StatusCodes.Status429TooManyRequests, Detail: { } detail } ? detail : error.Title);
        if (int.TryParse(response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds))
        {
            response.Headers["grpc-retry-pushback-ms"] = (seconds * 1000L).ToString(CultureInfo.InvariantCulture);
        }

        return true;
    }

    /// <summary>Whatever the format of its messages, or a parameter.</summary>
    private static bool Is(string contentType, string format) =>
        contentType.StartsWith(format, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == format.Length || contentType[format.Length] is '+' or ';');

    /// <summary>Percent-encodes everything but visible ASCII and spaces, as messages of gRPC are: names of limits are anybody's text.</summary>
    private static string Encode(string message)
    {
        var encoded = new StringBuilder(message.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(message))
        {
            if (octet is >= (byte)' ' and <= (byte)'~' and not (byte)'%')
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            }
        }

        return encoded.ToString();
    }

    private static int CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthenticated,
        StatusCodes.Status402PaymentRequired or StatusCodes.Status429TooManyRequests => ResourceExhausted,
        StatusCodes.Status403Forbidden => PermissionDenied,
        StatusCodes.Status503ServiceUnavailable => Unavailable,
        _ => Internal,
    };
}
