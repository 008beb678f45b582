namespace ApiKeyAuth.Client;

/// <summary>What a client is for: verification must be quick and never charge twice, management may take its time.</summary>
internal enum KeyServicePurpose
{
    Verification,
    Management,
}
