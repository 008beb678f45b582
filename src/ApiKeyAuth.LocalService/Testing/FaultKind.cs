namespace ApiKeyAuth.LocalService;

internal enum FaultKind
{
    Delay,
    Refuse,
    Reset,
    Status,
}
