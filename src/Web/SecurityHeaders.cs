using Microsoft.AspNetCore.Http;

namespace AcdRouter.Web;

/// <summary>Headers that every answer carries.</summary>
internal static class SecurityHeaders
{
    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        // Answers hold what only this caller may see.
        headers.CacheControl = "no-store";
        return next(context);
    }
}
