using System.Text;

namespace ApiKeyAuth.Client;

/// <summary>What to ask of the recorded verifications.</summary>
public sealed class GetVerificationsRequest : IKeyServiceRequest
{
    private const int MostBytes = 16_384;

    private static readonly TextRule AnyText = new(0, int.MaxValue);

    /// <summary>One SELECT statement, at most 16,384 bytes of UTF-8, on the tables <c>key_verifications_v1</c> and its aggregates.</summary>
    public required string Query { get; init; }

    void IKeyServiceRequest.Validate()
    {
        AnyText.Check(Query);
        if (Encoding.UTF8.GetByteCount(Query) > MostBytes)
        {
            throw new ArgumentException($"The query must fit {MostBytes} bytes of UTF-8.", nameof(Query));
        }
    }
}
