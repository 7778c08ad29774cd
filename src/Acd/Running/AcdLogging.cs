namespace AcdRouter.Acd;

/// <summary>What the program says to whoever runs it: on standard error, a line each.</summary>
internal static class AcdLogging
{
    public static void Apply(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });
        // Standard output is for what the commands answer.
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("AcdRouter", LogLevel.Information);
        // It warns that keys on disk are not encrypted: the folder is the owner's alone, and docs/api.md says so.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // A start that fails is reported once, in a sentence, by the command.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None);
        // Poison messages are reported by the error queue's reader, without their bodies.
        logging.AddFilter("MassTransit", LogLevel.None);
        // Problems are answered and, where they are ours, logged by the handler of problems.
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None);
    }
}
