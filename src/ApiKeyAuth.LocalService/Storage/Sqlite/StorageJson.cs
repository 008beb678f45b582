using System.Text.Json.Serialization;
using ApiKeyAuth.LocalService.Http;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

/// <summary>The serialization of rows. All members are written, so that reading does not depend on defaults.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    MaxDepth = RequestBody.MaxDepth * 2,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Api))]
[JsonSerializable(typeof(Key))]
[JsonSerializable(typeof(Balance))]
[JsonSerializable(typeof(Identity))]
[JsonSerializable(typeof(Permission))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(Namespace))]
[JsonSerializable(typeof(Override))]
[JsonSerializable(typeof(Migration))]
[JsonSerializable(typeof(RootKey))]
[JsonSerializable(typeof(RefillDay))]
internal sealed partial class StorageJson : JsonSerializerContext;

internal sealed record Balance(long Remaining);

internal sealed record RefillDay(DateOnly Day);
