namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>An array of objects, as JSON text.</summary>
internal sealed record RowsData(ReadOnlyMemory<byte> Json);
