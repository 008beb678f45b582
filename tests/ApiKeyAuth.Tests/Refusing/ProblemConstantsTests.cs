using System.Reflection;
using System.Runtime.CompilerServices;

namespace ApiKeyAuth.Tests;

/// <summary>The published names of problems are those that callers see, each with a type and a line in the documentation.</summary>
public sealed class ProblemConstantsTests
{
    private static readonly Dictionary<string, string> Codes = ConstantsOf(typeof(ApiKeyProblemCodes));

    [Fact]
    public void Every_code_has_a_type() => Assert.Equal(
        Codes.Select(code => (code.Key, ApiKeyProblemTypes.Prefix + code.Value)).Order(),
        ConstantsOf(typeof(ApiKeyProblemTypes)).Where(type => type.Key != nameof(ApiKeyProblemTypes.Prefix)).Select(type => (type.Key, type.Value)).Order());

    [Fact]
    public void Every_outcome_of_a_verification_but_an_accepted_key_has_a_published_code() => Assert.All(
        Enum.GetValues<VerificationOutcome>().Where(outcome => outcome != VerificationOutcome.Valid),
        outcome => Assert.Contains(ErrorResponseMapper.Of(new VerificationResult(outcome), new ApiKeyOptions()).Code, Codes.Values));

    [Fact]
    public void Every_code_is_documented()
    {
        var documentation = string.Concat(
            Directory.EnumerateFiles(Path.Combine(Root(), "docs"), "*.md", SearchOption.AllDirectories)
                .Append(Path.Combine(Root(), "README.md")).Select(File.ReadAllText));

        Assert.All(Codes.Values, code => Assert.Contains($"`{code}`", documentation, StringComparison.Ordinal));
    }

    private static Dictionary<string, string> ConstantsOf(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => field.Name, field => (string)field.GetRawConstantValue()!);

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
