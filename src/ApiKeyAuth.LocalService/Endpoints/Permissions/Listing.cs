using System.Text.Json;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Permissions;

/// <summary>The common part of the listings of permissions and roles.</summary>
internal static class Listing
{
    public static Schema Body { get; } =
        Object(SharedSchemas.Limit, Optional("cursor", Text(0, 1024)), Optional("search", Text(0, 256)));

    public static bool Matches(JsonElement body, params ReadOnlySpan<string?> texts)
    {
        if (body.OptionalText("search") is not { Length: > 0 } search)
        {
            return true;
        }

        foreach (var text in texts)
        {
            if (Collation.Contains(text, search))
            {
                return true;
            }
        }

        return false;
    }
}
