using ApiKeyAuth.Frameworks.Tests.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Razor.Hosting;

[assembly: RazorCompiledItem(typeof(KeyPage), "mvc.1.0.razor-page", "/Pages/Key.cshtml")]
[assembly: RazorCompiledItem(typeof(OpenPage), "mvc.1.0.razor-page", "/Pages/Open.cshtml")]

namespace ApiKeyAuth.Frameworks.Tests.Pages;

/// <summary>A page as the Razor compiler writes it.</summary>
public sealed class KeyPage : Page
{
    public KeyModel Model => (KeyModel)ViewContext.ViewData.Model!;

    public override Task ExecuteAsync() => Task.CompletedTask;
}

[Authorize]
[CreditCost(3)]
public sealed class KeyModel : PageModel
{
    public IActionResult OnGet(ApiKeyInfo key) => Content(key.KeyId);

    public IActionResult OnGetOptional(ApiKeyInfo? key) => Content(key?.KeyId ?? "stranger");
}

/// <summary>A page that takes a key and lets everybody in.</summary>
public sealed class OpenPage : Page
{
    public OpenModel Model => (OpenModel)ViewContext.ViewData.Model!;

    public override Task ExecuteAsync() => Task.CompletedTask;
}

public sealed class OpenModel : PageModel
{
    public IActionResult OnGet(ApiKeyInfo key) => Content(key.KeyId);
}
