using System.Runtime.CompilerServices;

namespace ApiKeyAuth.Packages.Tests;

/// <summary>A test that packs and builds for minutes, and is skipped unless an environment variable is set.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackagesFactAttribute : FactAttribute
{
    private const string Variable = "APIKEYAUTH_TEST_PACKAGES";

    public PackagesFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!IsEnabled)
        {
            Skip = $"Packs and builds apps for about two minutes; set {Variable}=1 to run it, as .ci/run does.";
        }
    }

    public static bool IsEnabled => Environment.GetEnvironmentVariable(Variable) == "1";
}
