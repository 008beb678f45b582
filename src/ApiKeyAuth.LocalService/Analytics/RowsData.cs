namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>An array of objects, already JSON.</summary>
internal sealed record RowsData(ReadOnlyMemory<byte> Json);
