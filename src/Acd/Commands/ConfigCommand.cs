using System.CommandLine;

namespace AcdRouter.Acd;

/// <summary><c>acd config check</c>.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A site's settings, in YAML." };
        var json = CommonOptions.Json();
        var check = new Command("check", "Check a settings file: every error at once, with its line and what is allowed. Exit code 2 when there is any.")
        {
            file, json,
        };
        check.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var (settings, problems) = SettingsFile.Read(path);
            if (parsed.GetValue(json))
            {
                CommonOptions.WriteJson(new { file = path, ok = settings is not null, site = settings?.Site.Value, version = settings?.Settings.Version, problems });
            }
            else if (settings is null)
            {
                foreach (var problem in problems) Console.Error.WriteLine(problem);
            }
            else
            {
                var (site, found) = settings;
                Console.WriteLine($"{path}: site {site}, version {found.Version}, {found.People.Count} people, {found.Queues.Count} queues: good.");
            }
            return settings is null ? ExitCodes.Usage : ExitCodes.Done;
        });
        return new Command("config", "Look at settings files.") { check };
    }
}
