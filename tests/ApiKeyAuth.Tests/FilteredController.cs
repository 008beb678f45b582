using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace ApiKeyAuth.Tests;

[ApiController]
[Route("filtered")]
public sealed class FilteredController : ControllerBase
{
    [HttpGet]
    public string Get() => HttpContext.GetApiKey()!.KeyId;

    [HttpGet("open")]
    [AllowAnonymous]
    public IActionResult Open() => Ok("ok");
}
