using System.CommandLine;
using AcdRouter.Journals;
using AcdRouter.Web;

namespace AcdRouter.Acd;

/// <summary>Where the keys are that seal tokens: in a data folder, or in PostgreSQL. What is said on the command line goes before the environment.</summary>
internal sealed class KeyOptions
{
    private readonly Option<string> data = CommonOptions.Data();

    private readonly Option<string?> history = ServerOptions.History("The keys of an installation on servers:");

    public void AddTo(Command command)
    {
        command.Add(data);
        command.Add(history);
    }

    /// <summary>Where they are, for sentences.</summary>
    public string Describe(ParseResult parsed) =>
        FindAddress(parsed)?.ToString() ?? new DataFolder(parsed.GetRequiredValue(data)).Keys.FullName;

    /// <summary>Makes something with them.</summary>
    /// <exception cref="AcdException">There are none.</exception>
    public async Task<IssuedToken> IssueAsync(ParseResult parsed, Func<TokenIssuer, IssuedToken> issue, CancellationToken cancellationToken)
    {
        if (FindAddress(parsed) is not { } address) return issue(Issuer(new DataFolder(parsed.GetRequiredValue(data))));
        await using var store = await PostgresStore.ConnectAsync(address.ToOptions(), cancellationToken);
        if (await store.ReadInstallationAsync(cancellationToken) is null)
        {
            throw new AcdException($"There are no keys at {address}: it is not prepared. Prepare it with: acd init", ExitCodes.Failed);
        }
        return issue(Tokens.Issuer(store));
    }

    private PostgresAddress? FindAddress(ParseResult parsed)
    {
        var isFolderSaid = parsed.GetResult(data) is { Implicit: false };
        if (isFolderSaid && parsed.GetValue(history) is null) return null;
        if (ServerOptions.Find(parsed, history, RunName.History) is not { } given || given.Text == "files") return null;
        var (address, problem) = PostgresAddress.Parse(given.Text);
        return address ?? throw new AcdException($"{given.Said}: {problem}", ExitCodes.Usage);
    }

    /// <summary>With the keys of a data folder.</summary>
    public static TokenIssuer Issuer(DataFolder folder) => folder.Keys.Exists
        ? Tokens.Issuer(folder)
        : throw new AcdException(
            $"There are no keys in {folder.Keys.FullName}, or this user may not look. Start acd run on this data folder first, run as its user, "
            + "or name another folder with --data, or the installation's PostgreSQL with --history.", ExitCodes.Failed);
}
