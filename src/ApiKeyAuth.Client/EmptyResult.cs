namespace ApiKeyAuth.Client;

/// <summary>The data of an answer that has nothing to say.</summary>
public sealed class EmptyResult;
