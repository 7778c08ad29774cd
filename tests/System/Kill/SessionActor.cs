namespace AcdRouter.SystemTests.Kill;

/// <summary>
/// Hands one session on and on between four agents. Knows from the answers alone where the session must be, and sends a command
/// that was not answered again, under its key, until it is.
/// </summary>
public sealed class SessionActor(KillClient client, IReadOnlyList<string> agents, int index, int seed)
{
    // Seeded, so that a failure can be looked at again.
    private readonly Random random = new(seed);
    private Promise? pending;
    private string? session;
    private string? number;
    private string? customerToken;
    private string? request;
    private int controller = -1;
    private bool voice;

    // No bridge listens, so a tear-down stays owed: a session can have one call only.
    private bool called;
    private bool chat;

    public string Name { get; } = $"session {index}";

    public string? Session => session;

    /// <summary>The agent in control; -1 while the session waits.</summary>
    public int Controller => controller;

    public int Transfers { get; private set; }

    /// <summary>Answers that no correct program gives.</summary>
    public List<string> Surprises { get; } = [];

    /// <summary>Works until the program dies or enough is done; true while it lives.</summary>
    public async Task<bool> RunAsync(int commands, CancellationToken linesLost)
    {
        if (customerToken is not null) _ = client.HoldStreamAsync("/api/v1/customer/events", customerToken, linesLost);
        for (var i = 0; i < commands; i++)
        {
            pending ??= Next();
            if (!await client.TrySendAsync(pending)) return false;
            var answered = pending;
            pending = null;
            Learn(answered, linesLost);
        }
        return true;
    }

    /// <summary>Sends the command that is still unanswered, if there is one.</summary>
    public async Task SettleAsync(CancellationToken linesLost)
    {
        while (pending is not null)
        {
            if (await RunAsync(1, linesLost)) return;
        }
    }

    private Promise Next()
    {
        if (session is null) return Command(HttpMethod.Post, "/api/v1/sessions", agents[random.Next(agents.Count)], new { });
        if (customerToken is null) return Command(HttpMethod.Post, "/api/v1/sites/kill/join", "", new { number, name = $"Customer {index}" });
        if (controller < 0) return Command(HttpMethod.Post, $"/api/v1/requests/{request}/pick", agents[random.Next(agents.Count)], null);
        var token = agents[controller];
        return random.Next(10) switch
        {
            < 6 => Command(HttpMethod.Post, $"/api/v1/sessions/{session}/transfer", token, new { queue = "line", personalMessage = $"Transfer {Transfers}" }),
            < 8 when !called || voice => Command(voice ? HttpMethod.Delete : HttpMethod.Post, $"/api/v1/sessions/{session}/voice", token, null),
            _ => Command(chat ? HttpMethod.Delete : HttpMethod.Put, $"/api/v1/sessions/{session}/activities/chat", token, null),
        };
    }

    private static Promise Command(HttpMethod method, string path, string token, object? body) => new(method, path, token, body);

    private void Learn(Promise answered, CancellationToken linesLost)
    {
        var path = answered.Path;
        if (!answered.Accepted)
        {
            // Right after a start the customer's line may not be up again: the request is on hold and cannot be picked yet.
            if (path.EndsWith("/pick", StringComparison.Ordinal) && answered.Answer.Contains("RequestOnHold", StringComparison.Ordinal)) return;
            Surprises.Add($"{Name}: {answered.Method} {path} was answered {answered.Status} {answered.Answer}");
            return;
        }
        if (path.EndsWith("/join", StringComparison.Ordinal))
        {
            customerToken = answered.Read("token").GetString();
            _ = client.HoldStreamAsync("/api/v1/customer/events", customerToken!, linesLost);
        }
        else if (path.EndsWith("/pick", StringComparison.Ordinal))
        {
            controller = Agent(answered);
        }
        else if (path.EndsWith("/transfer", StringComparison.Ordinal))
        {
            (request, controller, voice, chat) = (answered.Read("request").GetString(), -1, false, false);
            Transfers++;
        }
        else if (path.EndsWith("/voice", StringComparison.Ordinal))
        {
            voice = !voice;
            called = true;
        }
        else if (path.EndsWith("/chat", StringComparison.Ordinal))
        {
            chat = !chat;
        }
        else
        {
            (session, number, controller) = (answered.Read("session").GetString(), answered.Read("number").GetString(), Agent(answered));
        }
    }

    private int Agent(Promise answered)
    {
        for (var i = 0; i < agents.Count; i++)
        {
            if (agents[i] == answered.Token) return i;
        }
        return -1;
    }
}
