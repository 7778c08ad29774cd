using Microsoft.Extensions.Logging;

namespace AcdRouter.Web;

internal sealed partial class ExceptionProblems
{
    [LoggerMessage(3001, LogLevel.Error, "{Method} {Route} failed.")]
    private partial void LogFailed(Exception exception, string method, string route);
}
