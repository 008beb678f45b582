using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace MinimalApi;

public static class StartupFailure
{
    /// <summary>What a person can mend, in place of a stack trace; null for anything else.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        OptionsValidationException validation => string.Join(Environment.NewLine, validation.Failures),
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            string.Join(Environment.NewLine, several.InnerExceptions.Select(Explain).Distinct()),
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message.TrimEnd('.')}. Choose another: dotnet run --project samples/MinimalApi -- --urls http://127.0.0.1:6080",
        _ => null,
    };
}
