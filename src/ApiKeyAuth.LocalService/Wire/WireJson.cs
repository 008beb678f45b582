using System.Text.Json.Serialization;

namespace ApiKeyAuth.LocalService.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(EmptyData))]
[JsonSerializable(typeof(PaginationData))]
[JsonSerializable(typeof(ErrorData))]
[JsonSerializable(typeof(LivenessData))]
[JsonSerializable(typeof(ApiIdData))]
[JsonSerializable(typeof(ApiData))]
[JsonSerializable(typeof(NewKeyData))]
[JsonSerializable(typeof(KeyData))]
[JsonSerializable(typeof(List<KeyData>))]
[JsonSerializable(typeof(CreditsData))]
[JsonSerializable(typeof(VerificationData))]
[JsonSerializable(typeof(PermissionIdData))]
[JsonSerializable(typeof(PermissionData))]
[JsonSerializable(typeof(List<PermissionData>))]
[JsonSerializable(typeof(RoleIdData))]
[JsonSerializable(typeof(RoleData))]
[JsonSerializable(typeof(List<RoleData>))]
[JsonSerializable(typeof(IdentityIdData))]
[JsonSerializable(typeof(IdentityData))]
[JsonSerializable(typeof(List<IdentityData>))]
[JsonSerializable(typeof(LimitData))]
[JsonSerializable(typeof(MultiLimitData))]
[JsonSerializable(typeof(OverrideIdData))]
[JsonSerializable(typeof(OverrideData))]
[JsonSerializable(typeof(List<OverrideData>))]
[JsonSerializable(typeof(MigrationData))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class WireJson : JsonSerializerContext;
