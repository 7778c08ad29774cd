using System.CommandLine;

namespace AcdRouter.Acd;

/// <summary><c>acd bus user</c>.</summary>
internal static class BusUserCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The service's name, and its user's on the broker." };
        var sites = new Option<string[]>("--site") { Description = "A site it may address and listen to; may be given several times.", HelpName = "SITE" };
        var bus = ServerOptions.Bus("The broker, with a user that may make users:");
        var management = new Option<string?>("--management")
        {
            Description = "The broker's management API, http://USER:PASSWORD@HOST:PORT; the bus's host and user at port 15672 when left out.",
            HelpName = "URL",
        };
        var queues = new Option<bool>("--queues")
        {
            Description = "Also make queues that outlive its connections: acd-service.NAME.events, with all events of its sites, and acd-service.NAME.answers.",
        };
        var newPassword = new Option<bool>("--new-password") { Description = "Another password for a user that is there already." };
        var remove = new Option<bool>("--remove") { Description = "Remove the user and its queues." };
        var json = CommonOptions.Json();
        var command = new Command(
            "user",
            "Make a user of the broker for another service: it may publish commands and queries for the sites named and listen to their events, "
            + "nothing else; the broker sees to it. Again with other sites: it then has exactly those. The password is printed once.")
        {
            name, sites, bus, management, queues, newPassword, remove, json,
        };
        command.Validators.Add(result =>
        {
            var hasSites = result.GetValue(sites) is { Length: > 0 };
            if (result.GetValue(remove) ? hasSites || result.GetValue(queues) || result.GetValue(newPassword) : !hasSites)
            {
                result.AddError("Name at least one --site SITE, or --remove alone.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var rights = new ServiceRights(parsed.GetRequiredValue(name), parsed.GetValue(sites) ?? []);
            var address = BrokerAddress.Parse(ServerOptions.Find(parsed, bus, RunName.Bus), parsed.GetValue(management));
            using var broker = new BrokerManagement(address);
            var users = new ServiceUsers(broker);
            if (parsed.GetValue(remove)) return Removed(rights.Name, await users.RemoveAsync(rights, cancellationToken), parsed.GetValue(json));
            var password = await users.PutAsync(rights, parsed.GetValue(queues), parsed.GetValue(newPassword), cancellationToken);
            var made = new Made(
                rights.Name, password, password is null ? null : address.ForService(rights.Name, password), rights.Sites,
                parsed.GetValue(queues) ? [rights.EventsQueue, rights.AnswersQueue] : []);
            if (parsed.GetValue(json)) CommonOptions.WriteJson(made);
            else Write(made);
            return ExitCodes.Done;
        });
        return command;
    }

    private static int Removed(string user, bool wasThere, bool json)
    {
        if (json) CommonOptions.WriteJson(new { user, removed = wasThere });
        else Console.WriteLine(wasThere ? $"Removed: {user}." : $"The broker has no user {user}.");
        return wasThere ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static void Write(Made made)
    {
        Console.WriteLine($"user      {made.User}");
        Console.WriteLine(made.Password is null ? "password  as before (another one: --new-password)" : $"password  {made.Password}  (shown this once)");
        if (made.Address is not null) Console.WriteLine($"address   {made.Address}");
        Console.WriteLine($"sites     {string.Join(", ", made.Sites)}");
        if (made.Queues.Count > 0) Console.WriteLine($"queues    {string.Join(", ", made.Queues)}");
    }

    private sealed record Made(string User, string? Password, string? Address, IReadOnlyList<string> Sites, IReadOnlyList<string> Queues);
}
