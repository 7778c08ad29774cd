using System.CommandLine;

namespace AcdRouter.Acd;

/// <summary><c>acd bus asyncapi</c>.</summary>
internal static class AsyncApiCommand
{
    public static Command Create()
    {
        var command = new Command("asyncapi", "Print the description of the bus for other services, as AsyncAPI 3.0 in JSON; in words: docs/bus.md.");
        command.SetAction(_ =>
        {
            Console.WriteLine(AsyncApiDocument.Write());
            return ExitCodes.Done;
        });
        return command;
    }
}
