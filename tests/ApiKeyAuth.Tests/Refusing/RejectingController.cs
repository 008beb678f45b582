using Microsoft.AspNetCore.Mvc;

namespace ApiKeyAuth.Tests.Refusing;

/// <summary>Rejects by results, and says that its answers may be stored.</summary>
[Route("rejecting")]
[ResponseCache(Duration = 60, Location = ResponseCacheLocation.Any)]
public sealed class RejectingController : ControllerBase
{
    [HttpGet("challenge")]
    public IActionResult Unauthenticated() => Challenge(ApiKeyDefaults.AuthenticationScheme);

    [HttpGet("forbid")]
    public IActionResult Forbidden() => Forbid(ApiKeyDefaults.AuthenticationScheme);
}
