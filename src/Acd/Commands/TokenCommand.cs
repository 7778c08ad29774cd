using System.CommandLine;
using AcdRouter.Contracts;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary><c>acd token</c>.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var person = new Argument<string?>("PERSON") { Description = "The account's name.", Arity = ArgumentArity.ZeroOrOne };
        var site = new Option<string?>("--site") { Description = "The site.", HelpName = "SITE" };
        var forOperator = new Option<bool>("--operator")
        {
            Description = "A token for whoever runs the program, without person and site: "
                + "it reads /api/v1/operator/status and nothing of any site.",
        };
        var keys = new KeyOptions();
        var json = CommonOptions.Json();
        var command = new Command(
            "token",
            "Print a bearer token for a person of a site, or for the operator, "
            + "sealed with the keys of the data folder, or with those of an installation on servers, and good for 12 hours. "
            + "What the person may do is looked up when it is used.")
        {
            person, site, forOperator, json,
        };
        keys.AddTo(command);
        command.Validators.Add(result =>
        {
            var isFor = (result.GetValue(person) is not null, result.GetValue(site) is not null, result.GetValue(forOperator));
            if (isFor is (true, true, false) or (false, false, true)) return;
            result.AddError("Name a PERSON and --site SITE, or --operator alone.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var token = parsed.GetValue(forOperator)
                ? await keys.IssueAsync(parsed, issuer => issuer.ForOperator(), cancellationToken)
                : await IssueAsync(keys, parsed, parsed.GetValue(site)!, parsed.GetValue(person)!, cancellationToken);
            if (parsed.GetValue(json)) CommonOptions.WriteJson(token);
            else Console.WriteLine(token.Token);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A token for a person.</summary>
    public static Task<IssuedToken> IssueAsync(KeyOptions keys, ParseResult parsed, string site, string person, CancellationToken cancellationToken)
    {
        RequireNames(site, person);
        return keys.IssueAsync(parsed, issuer => issuer.For(new SiteId(site), new PersonId(person)), cancellationToken);
    }

    /// <summary>A token sealed with a data folder's keys.</summary>
    public static IssuedToken Issue(string data, string site, string person)
    {
        RequireNames(site, person);
        return KeyOptions.Issuer(new DataFolder(data)).For(new SiteId(site), new PersonId(person));
    }

    private static void RequireNames(string site, string person)
    {
        if (!TextIds.IsWellFormed(person)) throw new AcdException($"\"{person}\" is not an account's name.", ExitCodes.Usage);
        if (!TextIds.IsWellFormed(site)) throw new AcdException($"\"{site}\" is not a site's name.", ExitCodes.Usage);
    }
}
