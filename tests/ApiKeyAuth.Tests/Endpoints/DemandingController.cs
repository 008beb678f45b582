using Microsoft.AspNetCore.Mvc;

namespace ApiKeyAuth.Tests.Endpoints;

[ApiController]
[Route("demanding")]
[RequirePermission("a")]
[CreditCost(5)]
[ApiKeyRateLimit("tokens", Cost = 10)]
[ApiKeyTags("class")]
public sealed class DemandingController : ControllerBase
{
    [HttpGet]
    public IActionResult Whole() => Ok();

    [HttpGet("own")]
    [RequirePermission("b")]
    [CreditCost(0)]
    [ApiKeyRateLimit("tokens", Limit = 5, DurationMilliseconds = 60_000)]
    [ApiKeyTags("action")]
    [RequireUncachedVerification]
    public IActionResult Own() => Ok();
}
