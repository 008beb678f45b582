namespace ApiKeyAuth.LocalService;

/// <summary>A <see cref="LocalKeyService"/> was not used as a test expected; the message says what it saw.</summary>
public sealed class LocalAssertionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected, and what was seen.</param>
    public LocalAssertionException(string message)
        : base(message)
    {
    }
}
