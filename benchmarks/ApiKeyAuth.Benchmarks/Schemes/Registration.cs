using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace ApiKeyAuth.Benchmarks.Schemes;

/// <summary>Registers a contestant as the default scheme, as an app would.</summary>
internal static class Registration
{
    /// <summary>The longest that is allowed: a hit that is being measured should stay one.</summary>
    public static readonly TimeSpan LongCacheDuration = TimeSpan.FromMinutes(5);

    public static void AddContestant(this IServiceCollection services, Contestant contestant, KeyServiceAt? service, Action<ApiKeyOptions>? configure = null)
    {
        if (contestant == Contestant.None)
        {
            return;
        }

        services.AddAuthorization();
        var authentication = services.AddAuthentication(contestant.ToString());
        switch (contestant)
        {
            case Contestant.FixedTicket:
                authentication.AddScheme<AuthenticationSchemeOptions, FixedTicketHandler>(nameof(Contestant.FixedTicket), null);
                break;
            case Contestant.JwtBearer:
                authentication.AddJwtBearer(nameof(Contestant.JwtBearer), options => options.TokenValidationParameters = new TokenValidationParameters
                {
                    ValidIssuer = "benchmarks",
                    ValidAudience = "benchmarks",
                    IssuerSigningKey = Credentials.SigningKey,
                });
                break;
            case Contestant.Handwritten:
                services.AddSingleton(service!);
                authentication.AddScheme<AuthenticationSchemeOptions, HandwrittenHandler>(nameof(Contestant.Handwritten), null);
                break;
            default:
                authentication.AddApiKey(nameof(Contestant.ApiKey), options =>
                {
                    options.BaseAddress = service!.Address;
                    options.RootKey = service.RootKey;

                    // A busy machine must not turn a measurement into an outage.
                    options.AttemptTimeout = TimeSpan.FromSeconds(30);
                    options.TotalTimeout = TimeSpan.FromSeconds(60);
                    options.CacheDuration = LongCacheDuration;
                    configure?.Invoke(options);
                });
                break;
        }
    }
}

/// <summary>Where keys are verified.</summary>
/// <param name="Address">The base address.</param>
/// <param name="RootKey">A root key of a service that lives as long as the benchmark.</param>
internal sealed record KeyServiceAt(Uri Address, string RootKey);
