namespace ApiKeyAuth.Client;

/// <summary>Data of a response with a rule over several of its members.</summary>
internal interface IResponseData
{
    /// <summary>What makes the data unreadable. Null: nothing.</summary>
    string? Fault { get; }
}
