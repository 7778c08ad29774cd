using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AcdRouter.Contracts;

namespace AcdRouter.Acd;

/// <summary><c>acd explain</c>: asks the running program, as a person who may see the request.</summary>
internal static class ExplainCommand
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        var request = new Argument<Guid>("REQUEST") { Description = "The request's id." };
        var site = new Option<string>("--site") { Description = "The site.", Required = true, HelpName = "SITE" };
        var person = new Option<string>("--as")
        {
            Description = "Asks as this person: a manager, an administrator or an agent concerned.",
            DefaultValueFactory = _ => "admin",
            HelpName = "PERSON",
        };
        var url = new Option<string>("--url")
        {
            Description = "The running program.",
            DefaultValueFactory = _ => "http://127.0.0.1:8080",
            HelpName = "URL",
        };
        url.Validators.Add(result =>
        {
            var given = result.GetValueOrDefault<string>();
            if (Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return;
            result.AddError($"--url: \"{given}\" is not an address; expected such as http://127.0.0.1:8080.");
        });
        var keys = new KeyOptions();
        var json = CommonOptions.Json();
        var command = new Command("explain", "Show every decision about a request, in order: when, which rule, who got it, who was passed over and why.")
        {
            request, site, person, url, json,
        };
        keys.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var token = await TokenCommand.IssueAsync(keys, parsed, parsed.GetRequiredValue(site), parsed.GetRequiredValue(person), cancellationToken);
            var (status, body) = await AskAsync(parsed.GetRequiredValue(url), parsed.GetRequiredValue(request), token.Token, cancellationToken);
            if (status != HttpStatusCode.OK) throw Refused(status, body, keys.Describe(parsed), parsed.GetRequiredValue(person));
            if (parsed.GetValue(json)) Console.WriteLine(body);
            else Write(body);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(
        string url, Guid request, string token, CancellationToken cancellationToken)
    {
        try
        {
            using var http = new HttpClient { Timeout = AnswerWithin };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await http.GetAsync(new Uri($"{url.TrimEnd('/')}/api/v1/requests/{request}/explain"), cancellationToken);
            if (response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json")
            {
                return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
            }
            throw new AcdException(
                $"{url} answers {(int)response.StatusCode} and not in JSON: it is another program, or a proxy before one that does not run. "
                + "Name the running program with --url.",
                ExitCodes.Failed);
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            throw new AcdException(
                $"{url} does not answer: {Mistakes.Sentence(away.Message)} Name the running program with --url.", ExitCodes.Failed);
        }
    }

    private static AcdException Refused(HttpStatusCode status, string body, string keys, string person)
    {
        using var document = JsonDocument.Parse(body);
        var problem = document.RootElement;
        var isSaid = problem.TryGetProperty("detail", out var said) || problem.TryGetProperty("title", out said);
        var detail = isSaid ? Mistakes.Sentence(said.ToString()) : "";
        var advice = status switch
        {
            HttpStatusCode.Unauthorized =>
                $" The token was sealed with the keys in {keys}: "
                + "name the data folder of the program that runs with --data, or its PostgreSQL with --history.",
            HttpStatusCode.Forbidden =>
                $" {person} may not see this request: name a manager, an administrator or an agent concerned with --as.",
            _ => "",
        };
        return new AcdException($"{(int)status}: {detail}{advice}", ExitCodes.Failed);
    }

    private static void Write(string body)
    {
        using var document = JsonDocument.Parse(body);
        // An ended request comes as a record of the history, which holds its decisions.
        var root = document.RootElement.TryGetProperty("record", out var record) ? record : document.RootElement;
        foreach (var decision in root.GetProperty("decisions").Deserialize<DecisionView[]>(JsonSerializerOptions.Web)!)
        {
            var agents = decision.Agents.Count == 0 ? "" : $" {string.Join(", ", decision.Agents)}";
            Console.WriteLine($"{decision.At}  #{decision.Sequence,-8}{CommonOptions.Name(decision.Kind),-12}{decision.Rule}{agents}");
            foreach (var passed in decision.PassedOver)
            {
                var names = passed.Names.Count == 0 ? "" : $": {string.Join(", ", passed.Names)}";
                Console.WriteLine($"{"",36}passed over, {CommonOptions.Name(passed.Reason)}: {passed.Count}{names}");
            }
        }
        var left = root.GetProperty("left").GetInt32();
        if (left > 0) Console.WriteLine($"{left} decisions between the first and the last ones are not kept.");
    }
}
