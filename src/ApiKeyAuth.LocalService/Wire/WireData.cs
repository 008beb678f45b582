namespace ApiKeyAuth.LocalService.Wire;

internal sealed record EmptyData;

internal sealed record PaginationData(bool HasMore, string? Cursor);

internal sealed record ErrorData(string Title, string Detail, int Status, string Type, IReadOnlyList<ViolationData>? Errors);

internal sealed record ViolationData(string Message, string Location, string? Fix = null);

internal sealed record LivenessData(string Message);

internal sealed record ApiIdData(string ApiId);

internal sealed record ApiData(string Id, string Name);

internal sealed record NewKeyData(string KeyId, string Key)
{
    public override string ToString() => KeyId;
}

internal sealed record PermissionIdData(string PermissionId);

internal sealed record RoleIdData(string RoleId);

internal sealed record IdentityIdData(string IdentityId);

internal sealed record OverrideIdData(string OverrideId);

internal sealed record PermissionData(string Id, string Name, string Slug, string? Description);

internal sealed record RoleData(string Id, string Name, string? Description, IReadOnlyList<PermissionData>? Permissions);

internal sealed record OverrideData(string OverrideId, string Identifier, long Limit, long Duration);
