using System.CommandLine;
using AcdRouter.Journals;

namespace AcdRouter.Acd;

/// <summary>The yardstick's process of <c>acd bench transfer</c> on servers, which starts it itself: not listed in the help.</summary>
internal static class BenchBareConsumer
{
    public const string Name = "bare-consumer";

    public static Command Create()
    {
        var bus = new Option<string>("--bus") { Description = "The broker.", Required = true, HelpName = "amqp://…" };
        var journal = new Option<string>("--journal") { Description = "The database.", Required = true, HelpName = "redis://…" };
        var messages = new Option<int>("--messages") { Description = "Published for each command.", HelpName = "N" };
        var command = new Command(Name, "The bare consumer that acd bench transfer measures beside the product.") { bus, journal, messages };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (broker, problem) = BusAddress.Parse(parsed.GetValue(bus)!);
            if (broker is null) throw new AcdException(problem!, ExitCodes.Usage);
            await BareRabbit.RunConsumerAsync(
                new RabbitAddress(broker), RedisAddress.Parse(parsed.GetValue(journal)!), parsed.GetValue(messages), cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }
}
