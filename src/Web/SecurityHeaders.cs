using Microsoft.AspNetCore.Http;

namespace AcdRouter.Web;

/// <summary>Headers that every answer carries.</summary>
internal static class SecurityHeaders
{
    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        // At the last moment: who handles an exception clears the headers that were set before, and sets some of its own.
        context.Response.OnStarting(Set, context);
        return next(context);
    }

    private static Task Set(object state)
    {
        var headers = ((HttpContext)state).Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        // Answers hold what only this caller may see.
        headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
