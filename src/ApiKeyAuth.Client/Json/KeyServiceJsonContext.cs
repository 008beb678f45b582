using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    MaxDepth = 64,
    Converters = [typeof(UnixMillisecondsConverter), typeof(MillisecondsConverter)])]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(VerifyKeyRequest))]
[JsonSerializable(typeof(KeyServiceResponse<VerifyKeyResult>))]
[JsonSerializable(typeof(CreateKeyRequest))]
[JsonSerializable(typeof(KeyServiceResponse<CreateKeyResult>))]
[JsonSerializable(typeof(GetKeyRequest))]
[JsonSerializable(typeof(KeyServiceResponse<KeyDetails>))]
[JsonSerializable(typeof(DeleteKeyRequest))]
[JsonSerializable(typeof(KeyServiceResponse<EmptyResult>))]
[JsonSerializable(typeof(CreateApiRequest))]
[JsonSerializable(typeof(KeyServiceResponse<CreateApiResult>))]
[JsonSerializable(typeof(ListKeysRequest))]
[JsonSerializable(typeof(KeyServicePage<KeyDetails>))]
internal sealed partial class KeyServiceJsonContext : JsonSerializerContext;
