namespace ApiKeyAuth.LocalService.Storage;

/// <summary>The exception that is thrown when a change could not be stored and was undone.</summary>
internal sealed class StorageException(string message, Exception inner) : IOException(message, inner);
