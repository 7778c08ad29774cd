using Microsoft.Extensions.Logging;

namespace AcdRouter.Web;

public sealed partial class LiveStreams
{
    [LoggerMessage(3101, LogLevel.Debug, "A live stream has ended.")]
    private partial void LogStreamEnded();

    [LoggerMessage(3102, LogLevel.Warning, "A lost line could not be reported; it is tried again.")]
    private partial void LogLostNotReported(Exception exception);

    [LoggerMessage(3103, LogLevel.Error, "A defect keeps the engine from taking a lost line; it is tried again. {Reason}")]
    private partial void LogLostNotTaken(string reason);

    [LoggerMessage(3104, LogLevel.Warning, "A line that the engine took for lost could not be reported open; it is tried again.")]
    private partial void LogOpeningNotReported(Exception exception);

    [LoggerMessage(3105, LogLevel.Debug, "A page's line is reported once the engine is back: {Reason}")]
    private partial void LogEngineAway(string reason);

    private void NoteOpeningNotReported(Exception exception)
    {
        if (exception is EngineUnavailableException) LogEngineAway(exception.Message);
        else LogOpeningNotReported(exception);
    }
}
