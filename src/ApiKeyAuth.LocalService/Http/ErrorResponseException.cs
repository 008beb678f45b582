using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>
/// Fails a call with an error of the catalogue. It is an exception so that the transaction in which it is thrown is abandoned.
/// </summary>
internal sealed class ErrorResponseException(ErrorType type, string detail, IReadOnlyList<ViolationData>? errors = null)
    : Exception(detail)
{
    public ErrorType Type { get; } = type;

    /// <summary>Each 400 response of the service contains the member, even if it is empty; responses with other statuses do not.</summary>
    public IReadOnlyList<ViolationData>? Errors { get; } = type.Status == 400 ? errors ?? [] : null;

    /// <summary>Validation errors and unexpected errors ignore the Accept header.</summary>
    public bool AlwaysPlainJson { get; init; }

    public static ErrorResponseException Invalid(string detail) => new(ErrorType.InvalidInput, detail);

    /// <summary>The error of the real service when its database rejects the input.</summary>
    public static ErrorResponseException RejectedByDatabase(string detail) => new(ErrorType.ServiceUnavailable, detail);
}
