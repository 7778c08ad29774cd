using Microsoft.Extensions.Logging;

namespace AcdRouter.Web;

public sealed partial class LiveStreams
{
    [LoggerMessage(3101, LogLevel.Debug, "A live stream has ended.")]
    private partial void LogStreamEnded();

    [LoggerMessage(3102, LogLevel.Warning, "A lost line could not be reported, the engine is away; it is tried again.")]
    private partial void LogLostNotReported(Exception exception);
}
