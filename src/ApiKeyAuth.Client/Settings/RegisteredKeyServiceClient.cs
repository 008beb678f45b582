namespace ApiKeyAuth.Client;

/// <summary>A client that was registered. The empty name is that of the client without a name.</summary>
internal sealed record RegisteredKeyServiceClient(string Name);
