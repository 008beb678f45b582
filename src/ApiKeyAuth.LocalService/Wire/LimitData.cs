namespace ApiKeyAuth.LocalService.Wire;

internal sealed record LimitData(bool Success, long Limit, long Remaining, long Reset, string? OverrideId);

internal sealed record MultiLimitData(bool Passed, IReadOnlyList<MultiLimitEntryData> Limits);

internal sealed record MultiLimitEntryData(
    string Namespace, string Identifier, bool Passed, long Limit, long Remaining, long Reset, string? OverrideId);
