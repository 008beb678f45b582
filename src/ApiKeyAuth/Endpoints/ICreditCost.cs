using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>What a request costs, fixed or by the request: of both only the nearest counts.</summary>
internal interface ICreditCost;

internal sealed record CreditCostOfRequest(Func<HttpContext, ValueTask<long>> Cost) : ICreditCost;
