using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>Ends a call with an error of the catalogue. It is an exception to unwind the transaction that it is thrown in.</summary>
internal sealed class ErrorResponseException(ErrorType type, string detail, IReadOnlyList<ViolationData>? errors = null)
    : Exception(detail)
{
    public ErrorType Type { get; } = type;

    /// <summary>Every 400 carries the member, be it empty; no other status of this service does.</summary>
    public IReadOnlyList<ViolationData>? Errors { get; } = type.Status == 400 ? errors ?? [] : null;

    /// <summary>Validation and recovered faults ignore the Accept header.</summary>
    public bool AlwaysPlainJson { get; init; }

    public static ErrorResponseException Invalid(string detail) => new(ErrorType.InvalidInput, detail);

    /// <summary>What the real service answers where its database refuses the input.</summary>
    public static ErrorResponseException Refused(string detail) => new(ErrorType.ServiceUnavailable, detail);
}
