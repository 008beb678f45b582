using System.Text.Json.Serialization;
using ApiKeyAuth.LocalService.Http;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

/// <summary>How rows are written. Every member is, so that reading need not guess what an absent one stands for.</summary>
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
