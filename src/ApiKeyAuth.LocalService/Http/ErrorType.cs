namespace ApiKeyAuth.LocalService.Http;

/// <summary>An entry of the service's error catalogue: the stable path of the type, its status and its fixed title.</summary>
internal sealed record ErrorType(string Path, int Status, string Title)
{
    public static readonly ErrorType InvalidInput = BadRequest("unkey/application/invalid_input");
    public static readonly ErrorType MalformedCredential = BadRequest("unkey/authentication/malformed");
    public static readonly ErrorType PermissionQuerySyntax = BadRequest("user/bad_request/permissions_query_syntax_error");
    public static readonly ErrorType BodyUnreadable = BadRequest("user/bad_request/request_body_unreadable");

    public static readonly ErrorType InvalidAnalyticsQuery = BadRequest("user/bad_request/invalid_analytics_query");
    public static readonly ErrorType InvalidAnalyticsTable = BadRequest("user/bad_request/invalid_analytics_table");
    public static readonly ErrorType InvalidAnalyticsFunction = BadRequest("user/bad_request/invalid_analytics_function");
    public static readonly ErrorType InvalidAnalyticsQueryType = BadRequest("user/bad_request/invalid_analytics_query_type");

    public static readonly ErrorType RootKeyNotFound = new("unkey/authentication/key_not_found", 401, "Unauthorized");
    public static readonly ErrorType RootKeyDisabled = new("unkey/authorization/key_disabled", 403, "Key is disabled");
    public static readonly ErrorType RootKeyExpired = new("unkey/authorization/forbidden", 403, "Forbidden");
    public static readonly ErrorType InsufficientPermissions =
        new("unkey/authorization/insufficient_permissions", 403, "Insufficient Permissions");

    public static readonly ErrorType KeyNotFound = NotFound("unkey/data/key_not_found");
    public static readonly ErrorType ApiNotFound = NotFound("unkey/data/api_not_found");
    public static readonly ErrorType IdentityNotFound = NotFound("unkey/data/identity_not_found");
    public static readonly ErrorType PermissionNotFound = NotFound("unkey/data/permission_not_found");
    public static readonly ErrorType RoleNotFound = NotFound("unkey/data/role_not_found");
    public static readonly ErrorType NamespaceNotFound = NotFound("unkey/data/ratelimit_namespace_not_found");
    public static readonly ErrorType OverrideNotFound = NotFound("unkey/data/ratelimit_override_not_found");
    public static readonly ErrorType MigrationNotFound = NotFound("unkey/data/migration_not_found");

    public static readonly ErrorType IdentityExists = Conflict("unkey/data/identity_already_exists");
    public static readonly ErrorType PermissionExists = Conflict("unkey/data/permission_already_exists");
    public static readonly ErrorType RoleExists = Conflict("unkey/data/role_already_exists");
    public static readonly ErrorType NamespaceGone = new("unkey/data/ratelimit_namespace_gone", 410, "Resource Gone");
    public static readonly ErrorType PreconditionFailed = new("unkey/application/precondition_failed", 412, "Precondition Failed");
    public static readonly ErrorType Protected = new("unkey/application/protected_resource", 412, "Resource is protected");
    public static readonly ErrorType AnalyticsNotConfigured =
        new("unkey/data/analytics_not_configured", 412, "Precondition Failed");

    public static readonly ErrorType QueryTimeout = Unprocessable("user/unprocessable_entity/query_execution_timeout");
    public static readonly ErrorType QueryMemoryExceeded = Unprocessable("user/unprocessable_entity/query_memory_limit_exceeded");
    public static readonly ErrorType QueryRowsExceeded = Unprocessable("user/unprocessable_entity/query_rows_limit_exceeded");
    public static readonly ErrorType QueryQuotaExceeded =
        new("user/too_many_requests/query_quota_exceeded", 429, "Too Many Requests");

    public static readonly ErrorType WorkspaceRateLimited =
        new("user/too_many_requests/workspace_rate_limited", 429, "Too Many Requests");

    public static readonly ErrorType AnalyticsFailed = new("unkey/data/analytics_connection_failed", 503, "Service Unavailable");
    public static readonly ErrorType Unexpected = Internal("unkey/application/unexpected_error");
    public static readonly ErrorType ServiceUnavailable = Internal("unkey/application/service_unavailable");

    public string Uri { get; } = "https://unkey.com/docs/errors/" + Path;

    private static ErrorType BadRequest(string path) => new(path, 400, "Bad Request");

    private static ErrorType NotFound(string path) => new(path, 404, "Not Found");

    private static ErrorType Conflict(string path) => new(path, 409, "Conflicting Resource");

    private static ErrorType Unprocessable(string path) => new(path, 422, "Unprocessable Entity");

    private static ErrorType Internal(string path) => new(path, 500, "Internal Server Error");
}
