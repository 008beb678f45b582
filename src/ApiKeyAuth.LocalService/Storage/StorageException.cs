namespace ApiKeyAuth.LocalService.Storage;

/// <summary>A change was made, could not be stored, and was undone.</summary>
internal sealed class StorageException(string message, Exception inner) : IOException(message, inner);
