using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>The credit cost of a request, fixed or computed from the request. Only the nearest of both applies.</summary>
internal interface ICreditCost;

internal sealed record CreditCostOfRequest(Func<HttpContext, ValueTask<long>> Cost) : ICreditCost;
