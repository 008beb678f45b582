namespace ApiKeyAuth.LocalService;

/// <summary>The exception that is thrown when the calls of a <see cref="LocalKeyService"/> differ from what a test expects.</summary>
public sealed class LocalAssertionException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="LocalAssertionException"/> class.</summary>
    /// <param name="message">The expected and the actual number.</param>
    public LocalAssertionException(string message)
        : base(message)
    {
    }
}
