using System.CommandLine;
using AcdRouter.Contracts;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary><c>acd token</c>.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var person = new Argument<string>("PERSON") { Description = "The account's name." };
        var site = new Option<string>("--site") { Description = "The site.", Required = true, HelpName = "SITE" };
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command(
            "token",
            "Print a bearer token for a person, sealed with the keys of the data folder and good for 12 hours. "
            + "What the person may do is looked up when it is used.")
        {
            person, site, data, json,
        };
        command.SetAction(parsed =>
        {
            var token = Issue(parsed.GetRequiredValue(data), parsed.GetRequiredValue(site), parsed.GetRequiredValue(person));
            if (parsed.GetValue(json)) CommonOptions.WriteJson(token);
            else Console.WriteLine(token.Token);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A token sealed with a data folder's keys.</summary>
    public static IssuedToken Issue(string data, string site, string person)
    {
        if (!TextIds.IsWellFormed(person)) throw new AcdException($"\"{person}\" is not an account's name.", ExitCodes.Usage);
        if (!TextIds.IsWellFormed(site)) throw new AcdException($"\"{site}\" is not a site's name.", ExitCodes.Usage);
        var folder = new DataFolder(data);
        if (!folder.Keys.Exists)
        {
            throw new AcdException(
                $"There are no keys in {folder.Keys.FullName}, or this user may not look. Start acd run on this data folder first, run as its user, "
                + "or name another folder with --data.", ExitCodes.Failed);
        }
        return Tokens.Issuer(folder).For(new SiteId(site), new PersonId(person));
    }
}
