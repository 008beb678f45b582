using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    MaxDepth = 64,
    Converters =
    [
        typeof(UnixMillisecondsConverter),
        typeof(MillisecondsConverter),
        typeof(OptionalConverter<CreditsRefill>),
        typeof(OptionalConverter<DateTimeOffset?>),
        typeof(OptionalConverter<JsonElement?>),
        typeof(OptionalConverter<long?>),
        typeof(OptionalConverter<string>),
        typeof(OptionalConverter<UpdateKeyCredits>),
    ])]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(AddPermissionsRequest))]
[JsonSerializable(typeof(AddRolesRequest))]
[JsonSerializable(typeof(CreateApiRequest))]
[JsonSerializable(typeof(CreateIdentityRequest))]
[JsonSerializable(typeof(CreateKeyRequest))]
[JsonSerializable(typeof(CreatePermissionRequest))]
[JsonSerializable(typeof(CreateRoleRequest))]
[JsonSerializable(typeof(DeleteApiRequest))]
[JsonSerializable(typeof(DeleteIdentityRequest))]
[JsonSerializable(typeof(DeleteKeyRequest))]
[JsonSerializable(typeof(DeleteOverrideRequest))]
[JsonSerializable(typeof(DeletePermissionRequest))]
[JsonSerializable(typeof(DeleteRoleRequest))]
[JsonSerializable(typeof(GetApiRequest))]
[JsonSerializable(typeof(GetIdentityRequest))]
[JsonSerializable(typeof(GetKeyRequest))]
[JsonSerializable(typeof(GetOverrideRequest))]
[JsonSerializable(typeof(GetPermissionRequest))]
[JsonSerializable(typeof(GetRoleRequest))]
[JsonSerializable(typeof(GetVerificationsRequest))]
[JsonSerializable(typeof(LimitRequest))]
[JsonSerializable(typeof(ListIdentitiesRequest))]
[JsonSerializable(typeof(ListKeysRequest))]
[JsonSerializable(typeof(ListOverridesRequest))]
[JsonSerializable(typeof(ListPermissionsRequest))]
[JsonSerializable(typeof(ListRolesRequest))]
[JsonSerializable(typeof(MigrateKeysRequest))]
[JsonSerializable(typeof(MultiLimitRequest))]
[JsonSerializable(typeof(RemovePermissionsRequest))]
[JsonSerializable(typeof(RemoveRolesRequest))]
[JsonSerializable(typeof(RerollKeyRequest))]
[JsonSerializable(typeof(SetOverrideRequest))]
[JsonSerializable(typeof(SetPermissionsRequest))]
[JsonSerializable(typeof(SetRolePermissionsRequest))]
[JsonSerializable(typeof(SetRolesRequest))]
[JsonSerializable(typeof(UpdateCreditsRequest))]
[JsonSerializable(typeof(UpdateIdentityRequest))]
[JsonSerializable(typeof(UpdateKeyRequest))]
[JsonSerializable(typeof(VerifyKeyRequest))]
[JsonSerializable(typeof(WhoamiRequest))]
[JsonSerializable(typeof(IReadOnlyList<LimitRequest>))]
[JsonSerializable(typeof(CreditsRefill))]
[JsonSerializable(typeof(DateTimeOffset?))]
[JsonSerializable(typeof(JsonElement?))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(UpdateKeyCredits))]
[JsonSerializable(typeof(KeyServicePage<KeyServiceIdentity>))]
[JsonSerializable(typeof(KeyServicePage<KeyDetails>))]
[JsonSerializable(typeof(KeyServicePage<KeyServicePermission>))]
[JsonSerializable(typeof(KeyServicePage<RateLimitOverride>))]
[JsonSerializable(typeof(KeyServicePage<KeyServiceRole>))]
[JsonSerializable(typeof(KeyServiceResponse<KeyServiceApi>))]
[JsonSerializable(typeof(KeyServiceResponse<CreateApiResult>))]
[JsonSerializable(typeof(KeyServiceResponse<CreateIdentityResult>))]
[JsonSerializable(typeof(KeyServiceResponse<CreateKeyResult>))]
[JsonSerializable(typeof(KeyServiceResponse<CreatePermissionResult>))]
[JsonSerializable(typeof(KeyServiceResponse<CreateRoleResult>))]
[JsonSerializable(typeof(KeyServiceResponse<KeyServiceCredits>))]
[JsonSerializable(typeof(KeyServiceResponse))]
[JsonSerializable(typeof(KeyServiceResponse<IReadOnlyList<JsonElement>>))]
[JsonSerializable(typeof(KeyServiceResponse<IReadOnlyList<KeyServicePermission>>))]
[JsonSerializable(typeof(KeyServiceResponse<IReadOnlyList<KeyServiceRole>>))]
[JsonSerializable(typeof(KeyServiceResponse<KeyServiceIdentity>))]
[JsonSerializable(typeof(KeyServiceResponse<KeyDetails>))]
[JsonSerializable(typeof(KeyServiceResponse<LimitResult>))]
[JsonSerializable(typeof(KeyServiceResponse<LivenessResult>))]
[JsonSerializable(typeof(KeyServiceResponse<MigrateKeysResult>))]
[JsonSerializable(typeof(KeyServiceResponse<MultiLimitResult>))]
[JsonSerializable(typeof(KeyServiceResponse<KeyServicePermission>))]
[JsonSerializable(typeof(KeyServiceResponse<RateLimitOverride>))]
[JsonSerializable(typeof(KeyServiceResponse<RerollKeyResult>))]
[JsonSerializable(typeof(KeyServiceResponse<KeyServiceRole>))]
[JsonSerializable(typeof(KeyServiceResponse<SetOverrideResult>))]
[JsonSerializable(typeof(KeyServiceResponse<VerifyKeyResult>))]
internal sealed partial class KeyServiceJsonContext : JsonSerializerContext;
