using System.Runtime.CompilerServices;

namespace ApiKeyAuth.Packages.Tests;

/// <summary>A test that packs and builds for minutes, and runs where it is asked for only.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackagesFactAttribute : FactAttribute
{
    private const string Variable = "APIKEYAUTH_TEST_PACKAGES";

    public PackagesFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (!IsEnabled)
        {
            Skip = $"Packs and builds apps for about two minutes; runs where {Variable}=1 is set, as .ci/run does.";
        }
    }

    public static bool IsEnabled => Environment.GetEnvironmentVariable(Variable) == "1";
}
