using ApiKeyAuth;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace MinimalApi;

/// <summary>The same with attributes.</summary>
[ApiController]
[Route("controller")]
[Authorize]
public sealed class MeController : ControllerBase
{
    [HttpGet("health")]
    [AllowAnonymous]
    public IActionResult Health() => Ok(new { status = "healthy" });

    [HttpGet("me")]
    public VerifiedKeyResponse Get(ApiKeyInfo key) => VerifiedKeyResponse.Of(key);

    [HttpGet("permissions")]
    [Authorize(Policy = "keys.read")]
    public IEnumerable<string> Permissions(ApiKeyInfo key) => key.Permissions.Order(StringComparer.Ordinal);

    [HttpDelete("permissions")]
    [RequirePermission("keys.read AND keys.write")]
    public IActionResult Forget() => NoContent();
}
