using ApiKeyAuth.Client;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

internal sealed class ApiKeyOptionsValidator : IValidateOptions<ApiKeyOptions>
{
    private static readonly TimeSpan LongestTotal = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, ApiKeyOptions options)
    {
        var path = ApiKeyConfigureOptions.PathOf(name);
        List<string> failures =
        [
            .. options.ConfigurationErrors,
            .. ConnectionRules.Check(
                path, options.BaseAddress, options.RootKey, options.AttemptTimeout, options.TotalTimeout, LongestTotal,
                options.AllowInsecureBaseAddress),
        ];
        if (options.Realm is { } realm && realm.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            failures.Add($"{path}:Realm is '{realm}'. Set printable ASCII characters only: it is sent in a header.");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
